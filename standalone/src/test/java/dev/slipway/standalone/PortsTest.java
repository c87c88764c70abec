package dev.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

  @TempDir private Path folder;

  @Test
  void threeDifferentPortsAreChosen() throws Exception {
    Ports ports = Ports.choose(folder.resolve("ports"));

    assertEquals(3, Set.of(ports.postgres(), ports.kafka(), ports.controller()).size());
  }

  @Test
  void theNextStartTakesTheSamePorts() throws Exception {
    Path file = folder.resolve("ports");

    assertEquals(Ports.choose(file), Ports.choose(file));
  }

  @Test
  void aPortThatSomebodyTookMeanwhileIsReplacedAndTheOthersStay() throws Exception {
    Path file = folder.resolve("ports");
    Ports first = Ports.choose(file);

    try (ServerSocket somebody =
        new ServerSocket(first.kafka(), 1, InetAddress.getLoopbackAddress())) {
      Ports second = Ports.choose(file);

      assertNotEquals(somebody.getLocalPort(), second.kafka());
      assertEquals(first.postgres(), second.postgres());
      assertEquals(first.controller(), second.controller());
    }
  }

  @Test
  void aDamagedMemoryIsForgotten() throws Exception {
    Path file = Files.writeString(folder.resolve("ports"), "kafka=\\u00zz\npostgres=many\n");

    assertTrue(Ports.choose(file).kafka() > 0);
  }

  @Test
  void aWebPortInUseIsRefusedAndSaysWhichVariableHelps() throws Exception {
    try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Settings settings =
          Settings.read(Map.of("SLIPWAY_PORT", Integer.toString(somebody.getLocalPort())));

      StartException refused = assertThrows(StartException.class, () -> WebPort.check(settings));

      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains("port " + somebody.getLocalPort()), message);
      assertTrue(message.contains("is in use by another program"), message);
      assertTrue(message.contains("SLIPWAY_PORT"), message);
    }
  }

  @Test
  void webPortZeroIsAnyFreeOne() throws Exception {
    assertTrue(WebPort.check(Settings.read(Map.of("SLIPWAY_PORT", "0"))) > 0);
  }

  @Test
  void anAddressOfAnotherMachineIsRefused() throws Exception {
    // TEST-NET-1 of RFC 5737, which nobody has.
    Settings settings = Settings.read(Map.of("SLIPWAY_HOST", "192.0.2.1", "SLIPWAY_PORT", "0"));

    StartException refused = assertThrows(StartException.class, () -> WebPort.check(settings));

    assertTrue(String.valueOf(refused.getMessage()).contains("SLIPWAY_HOST"));
  }
}
