package io.tlsmgm.manager.pki;

import java.util.HashMap;
import java.util.Map;

/** The short names OpenSSL prints for the attributes of a distinguished name. */
final class NameAttributes {
  private static final Map<String, String> SHORT_NAMES = new HashMap<>();

  /** X.520, arc 2.5.4; the place in a row of ten is the last number of the identifier. */
  private static final String[] X520 = {
    "",
    "",
    "",
    "CN",
    "SN",
    "serialNumber",
    "C",
    "L",
    "ST",
    "street", //
    "O",
    "OU",
    "title",
    "description",
    "searchGuide",
    "businessCategory",
    "postalAddress",
    "postalCode",
    "postOfficeBox",
    "physicalDeliveryOfficeName", //
    "telephoneNumber",
    "telexNumber",
    "teletexTerminalIdentifier",
    "facsimileTelephoneNumber",
    "x121Address",
    "internationaliSDNNumber",
    "registeredAddress",
    "destinationIndicator",
    "preferredDeliveryMethod",
    "presentationAddress", //
    "supportedApplicationContext",
    "member",
    "owner",
    "roleOccupant",
    "seeAlso",
    "userPassword",
    "userCertificate",
    "cACertificate",
    "authorityRevocationList",
    "certificateRevocationList", //
    "crossCertificatePair",
    "name",
    "GN",
    "initials",
    "generationQualifier",
    "x500UniqueIdentifier",
    "dnQualifier",
    "enhancedSearchGuide",
    "protocolInformation",
    "distinguishedName", //
    "uniqueMember",
    "houseIdentifier",
    "supportedAlgorithms",
    "deltaRevocationList",
    "dmdName",
  };

  /** COSINE and Internet X.500, arc 0.9.2342.19200300.100.1 (RFC 4524). */
  private static final String[] COSINE = {
    "",
    "UID",
    "textEncodedORAddress",
    "mail",
    "info",
    "favouriteDrink",
    "roomNumber",
    "photo",
    "userClass",
    "host", //
    "manager",
    "documentIdentifier",
    "documentTitle",
    "documentVersion",
    "documentAuthor",
    "documentLocation",
    "",
    "",
    "",
    "", //
    "homeTelephoneNumber",
    "secretary",
    "otherMailbox",
    "lastModifiedTime",
    "lastModifiedBy",
    "DC",
    "aRecord",
    "pilotAttributeType27",
    "mXRecord",
    "nSRecord", //
    "sOARecord",
    "cNAMERecord",
    "",
    "",
    "",
    "",
    "",
    "associatedDomain",
    "associatedName",
    "homePostalAddress", //
    "personalTitle",
    "mobileTelephoneNumber",
    "pagerTelephoneNumber",
    "friendlyCountryName",
    "uid",
    "organizationalStatus",
    "janetMailbox",
    "mailPreferenceOption",
    "buildingName",
    "dSAQuality", //
    "singleLevelQuality",
    "subtreeMinimumQuality",
    "subtreeMaximumQuality",
    "personalSignature",
    "dITRedirect",
    "audio",
    "documentPublisher",
  };

  static {
    arc("2.5.4.", X520);
    arc("0.9.2342.19200300.100.1.", COSINE);
    put("2.5.4.65", "pseudonym");
    put("2.5.4.72", "role");
    put("2.5.4.97", "organizationIdentifier");
    put("2.5.4.98", "c3");
    put("2.5.4.99", "n3");
    put("2.5.4.100", "dnsName");
    put("1.2.840.113549.1.9.1", "emailAddress");
    put("1.2.840.113549.1.9.2", "unstructuredName");
    put("1.2.840.113549.1.9.7", "challengePassword");
    put("1.2.840.113549.1.9.8", "unstructuredAddress");
    put("1.2.840.113549.1.9.20", "friendlyName");
    put("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL");
    put("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST");
    put("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC");
    put("1.2.643.3.131.1.1", "INN");
    put("1.2.643.100.1", "OGRN");
    put("1.2.643.100.3", "SNILS");
  }

  private NameAttributes() {}

  private static void arc(String prefix, String[] names) {
    for (int i = 0; i < names.length; i++) {
      if (!names[i].isEmpty()) {
        put(prefix + i, names[i]);
      }
    }
  }

  private static void put(String oid, String shortName) {
    SHORT_NAMES.put(oid, shortName);
  }

  /** The short name, or the identifier itself in dotted form when it has none. */
  static String shortName(String oid) {
    return SHORT_NAMES.getOrDefault(oid, oid);
  }

  /** Every identifier with a short name. */
  static Map<String, String> all() {
    return Map.copyOf(SHORT_NAMES);
  }
}
