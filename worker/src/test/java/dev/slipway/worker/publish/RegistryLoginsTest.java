package dev.slipway.worker.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.core.image.ImageReference;
import dev.slipway.core.protocol.BuildAssignment.Destination;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegistryLoginsTest {

  private final RegistryLogins logins =
      RegistryLogins.of(
          List.of(
              new Destination("registry.example.com/team/app", "bot", "pw", false),
              new Destination("registry.example.com/other/app", "other-bot", "pw", false),
              new Destination("registry.example.com:5000/team/app", "port-bot", "pw", false),
              new Destination("acme/app", "hub-bot", "pw", false),
              new Destination("open.example.com/team/app", null, null, false),
              new Destination("No Image", "nobody", "pw", false)));

  @ParameterizedTest
  @CsvSource({
    "registry.example.com/team/base,       bot",
    "registry.example.com/other/base:1,    other-bot",
    "registry.example.com/third/base,      bot",
    "registry.example.com:5000/third/base, port-bot",
    "registry.example.com:5001/team/base,  nobody",
    "registry.example.com.evil.net/team/b, nobody",
    "open.example.com/team/base,           nobody",
    "alpine:3.20,                          hub-bot",
  })
  void aLoginIsForItsOwnRegistryOnly(String image, String expected) {
    String user =
        logins.find(ImageReference.parse(image)).map(RegistryLogin::username).orElse("nobody");

    assertEquals(expected, user);
  }
}
