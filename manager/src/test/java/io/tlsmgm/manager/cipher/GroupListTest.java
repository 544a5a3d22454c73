package io.tlsmgm.manager.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tlsmgm.api.NamedGroup;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GroupListTest {
  @Test
  void oneName() {
    assertThat(GroupList.parse("prime256v1")).containsExactly(NamedGroup.SECP256R1);
    assertThat(GroupList.parse("X25519")).containsExactly(NamedGroup.X25519);
  }

  @Test
  void listsWithCommasOrColonsInOrder() {
    assertThat(GroupList.parse("X25519:P-256, secp384r1 :ffdhe2048,1.3.132.0.35"))
        .containsExactly(
            NamedGroup.X25519,
            NamedGroup.SECP256R1,
            NamedGroup.SECP384R1,
            NamedGroup.FFDHE2048,
            NamedGroup.SECP521R1);
  }

  @Test
  void everyNameOfEveryGroupInAnyCase() {
    for (NamedGroup group : NamedGroup.values()) {
      for (String name :
          List.of(group.ianaName(), group.opensslName(), group.nistName(), group.oid())) {
        if (!name.isEmpty()) {
          assertThat(GroupList.parse(name.toLowerCase(Locale.ROOT))).containsExactly(group);
          assertThat(GroupList.parse(name.toUpperCase(Locale.ROOT))).containsExactly(group);
        }
      }
    }
  }

  @Test
  void duplicatesKeepTheFirstPlace() {
    assertThat(GroupList.parse("P-256:X25519:secp256r1:prime256v1:1.2.840.10045.3.1.7"))
        .containsExactly(NamedGroup.SECP256R1, NamedGroup.X25519);
  }

  @Test
  void unknownNamesAreAllReported() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupList.parse("P-256:P-257"))
        .withMessageStartingWith("unknown group 'P-257'; expected a comma or colon list")
        .withMessageContaining("X25519");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupList.parse("foo:P-256:bar\n"))
        .withMessageStartingWith("unknown groups 'foo', 'bar'; ");
  }

  @Test
  void emptyNamesAreRefused() {
    for (String text : List.of("", " ", ":", "P-256:", ",P-256", "P-256,,P-384")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> GroupList.parse(text))
          .withMessageStartingWith("empty group name in '" + text + "'; expected ");
    }
  }

  @Property
  void refusesWithAMessageOrReads(@ForAll String text) {
    check(text);
  }

  static void check(String text) {
    List<NamedGroup> groups;
    try {
      groups = GroupList.parse(text);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("expected a comma or colon list of groups");
      assertThat(e.getMessage()).matches("[ -~]*");
      return;
    }
    assertThat(groups).isNotEmpty().doesNotHaveDuplicates();
  }
}
