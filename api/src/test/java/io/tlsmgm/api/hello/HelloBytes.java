package io.tlsmgm.api.hello;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes ClientHello messages and cuts them into records, right or wrong on purpose. */
final class HelloBytes {
  int legacyVersion = 0x0303;
  byte[] sessionId = new byte[0];
  byte[] cipherSuites = {0x13, 0x01, (byte) 0xc0, 0x2f};
  byte[] compression = {0};
  private final List<byte[]> extensions = new ArrayList<>();
  private boolean withoutExtensions;

  HelloBytes extension(int type, byte[] data) {
    extensions.add(concat(uint16(type), vector16(data)));
    return this;
  }

  HelloBytes withoutExtensions() {
    withoutExtensions = true;
    return this;
  }

  HelloBytes serverName(byte[] name) {
    return extension(0, vector16(concat(new byte[] {0}, vector16(name))));
  }

  HelloBytes serverName(String name) {
    return serverName(name.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The message with its header. */
  byte[] message() {
    return message(body());
  }

  static byte[] message(byte[] body) {
    int n = body.length;
    return concat(new byte[] {1, (byte) (n >> 16), (byte) (n >> 8), (byte) n}, body);
  }

  byte[] body() {
    byte[] head =
        concat(
            uint16(legacyVersion),
            new byte[32],
            vector8(sessionId),
            vector16(cipherSuites),
            vector8(compression));
    return withoutExtensions
        ? head
        : concat(head, vector16(concat(extensions.toArray(byte[][]::new))));
  }

  /** In as few records as possible. */
  byte[] records() {
    return records(message(), 1 << 14);
  }

  static byte[] records(byte[] message, int perRecord) {
    List<byte[]> parts = new ArrayList<>();
    for (int at = 0; at < message.length; at += perRecord) {
      int length = Math.min(perRecord, message.length - at);
      byte[] content = new byte[length];
      System.arraycopy(message, at, content, 0, length);
      parts.add(record(22, content));
    }
    return concat(parts.toArray(byte[][]::new));
  }

  static byte[] record(int type, byte[] content) {
    return concat(new byte[] {(byte) type, 3, 1}, vector16(content));
  }

  static byte[] uint16(int value) {
    return ByteBuffer.allocate(2).putShort((short) value).array();
  }

  static byte[] uint16s(List<Integer> values) {
    return concat(values.stream().map(HelloBytes::uint16).toArray(byte[][]::new));
  }

  static byte[] vector8(byte[] content) {
    return concat(new byte[] {(byte) content.length}, content);
  }

  static byte[] vector16(byte[] content) {
    return concat(uint16(content.length), content);
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
