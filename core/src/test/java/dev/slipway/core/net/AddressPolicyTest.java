package dev.slipway.core.net;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.9.9.9",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1",
        "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
        "64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:db8::1", "2002:a00:1::1",
        "2002:7f00:1::1", "3fff::1", "fc00::1", "fd12::1", "fe80::1", "ff02::1"
      })
  void specialAddressesAreRefused(String address) throws Exception {
    assertFalse(AddressPolicy.isPublic(InetAddress.getByName(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.167.0.1",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2001:4860:4860::8888",
        "64:ff9b::808:808",
        "2002:808:808::1"
      })
  void publicAddressesAreAllowed(String address) throws Exception {
    assertTrue(AddressPolicy.isPublic(InetAddress.getByName(address)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "localhost", "LOCALHOST", "a, localhost:8080 ,b"})
  void anOperatorCanAllowAHost(String allowed) throws Exception {
    AddressPolicy policy = AddressPolicy.parse(allowed);

    assertDoesNotThrow(() -> policy.check("localhost", 8080, InetAddress.getLoopbackAddress()));
    assertEquals(
        List.of(InetAddress.getByName("127.0.0.1")),
        AddressPolicy.parse("*").resolve("127.0.0.1", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost:8081", "localhos", "localhost.", "127.0.0.1"})
  void whatIsNotAllowedIsRefusedWithTheRemedy(String allowed) {
    RefusedAddressException e =
        assertThrows(
            RefusedAddressException.class,
            () ->
                AddressPolicy.parse(allowed)
                    .check("localhost", 8080, InetAddress.getLoopbackAddress()));

    assertTrue(
        String.valueOf(e.getMessage()).contains("SLIPWAY_ALLOW_PRIVATE_HOSTS=localhost:8080"));
  }

  @Test
  void aHostThatResolvesToAPrivateAddressIsRefused() {
    assertThrows(
        RefusedAddressException.class, () -> AddressPolicy.parse("").resolve("127.0.0.1", 80));
  }
}
