package dev.slipway.core.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which addresses a URL given by a user may lead to. Loopback, link-local, private, shared and
 * other special ranges are refused unless the operator allows the host ({@code
 * SLIPWAY_ALLOW_PRIVATE_HOSTS}). It is asked at connect time with the address that is really used,
 * and again for every redirect, so that neither DNS nor a redirect gets around it.
 */
public final class AddressPolicy {

  private static final String EVERYTHING = "*";

  private final Set<String> allowedHosts;

  private AddressPolicy(Set<String> allowedHosts) {
    this.allowedHosts = allowedHosts;
  }

  /**
   * @param allowedHosts a comma list of {@code host} or {@code host:port}, or {@code *}; empty
   *     allows public addresses only
   */
  public static AddressPolicy parse(String allowedHosts) {
    return new AddressPolicy(
        Arrays.stream(allowedHosts.split(","))
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .filter(host -> !host.isEmpty())
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * Resolves a host once and checks every answer.
   *
   * @return the addresses to connect to, at least one, all of them allowed
   * @throws RefusedAddressException when any of them is refused
   * @throws UnknownHostException when there is none
   */
  public List<InetAddress> resolve(String host, int port)
      throws UnknownHostException, RefusedAddressException {
    List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
    for (InetAddress address : addresses) {
      check(host, port, address);
    }
    return addresses;
  }

  /**
   * Checks one address that a host resolved to.
   *
   * @throws RefusedAddressException when it may not be connected to
   */
  public void check(String host, int port, InetAddress address) throws RefusedAddressException {
    String name = host.toLowerCase(Locale.ROOT);
    if (allowedHosts.contains(EVERYTHING)
        || allowedHosts.contains(name)
        || allowedHosts.contains(name + ":" + port)
        || isPublic(address)) {
      return;
    }
    throw new RefusedAddressException(
        "\""
            + host
            + "\" leads to the non-public address "
            + address.getHostAddress()
            + ", which is refused; an operator can allow it with SLIPWAY_ALLOW_PRIVATE_HOSTS="
            + name
            + ":"
            + port);
  }

  /** Whether an address is in none of the special-purpose ranges of RFC 6890. */
  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] b = address.getAddress();
    return address instanceof Inet6Address ? isPublicV6(b) : isPublicV4(b, 0);
  }

  private static boolean isPublicV4(byte[] b, int at) {
    int first = b[at] & 0xff;
    int second = b[at + 1] & 0xff;
    int third = b[at + 2] & 0xff;
    boolean special =
        first == 0
            || first == 10
            || first == 127
            || (first == 100 && second >= 64 && second < 128) // shared, RFC 6598
            || (first == 169 && second == 254)
            || (first == 172 && second >= 16 && second < 32)
            || (first == 192 && second == 168)
            || (first == 192 && second == 0 && (third == 0 || third == 2))
            || (first == 192 && second == 88 && third == 99) // 6to4 relays, RFC 7526
            || (first == 198 && (second == 18 || second == 19)) // benchmarks, RFC 2544
            || (first == 198 && second == 51 && third == 100)
            || (first == 203 && second == 0 && third == 113)
            || first >= 224;
    return !special;
  }

  private static boolean isPublicV6(byte[] b) {
    boolean uniqueLocal = (b[0] & 0xfe) == 0xfc;
    boolean documentation =
        (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && (b[3] & 0xff) == 0xb8)
            || (b[0] == 0x3f && (b[1] & 0xff) == 0xff && (b[2] & 0xf0) == 0); // RFC 9637
    // 2001::/23 is for protocols; Teredo within it carries IPv4 addresses in disguise.
    boolean protocols = b[0] == 0x20 && b[1] == 0x01 && (b[2] & 0xfe) == 0;
    if (uniqueLocal || documentation || protocols) {
      return false;
    }
    boolean sixToFour = b[0] == 0x20 && b[1] == 0x02;
    if (sixToFour) {
      return isPublicV4(b, 2);
    }
    boolean nat64 = b[0] == 0 && b[1] == 0x64 && (b[2] & 0xff) == 0xff && (b[3] & 0xff) == 0x9b;
    boolean compatible = true;
    for (int i = 0; i < 12; i++) {
      compatible &= b[i] == 0 || (i >= 10 && (b[i] & 0xff) == 0xff);
    }
    return nat64 || compatible ? isPublicV4(b, 12) : (b[0] & 0xe0) == 0x20;
  }
}
