package dev.slipway.standalone;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Under which URLs this Slipway is reached.
 *
 * @param publicUrl by people, Git hosts and Docker clients; no trailing slash
 * @param localUrl by its own worker; no trailing slash
 */
record Addresses(String publicUrl, String localUrl) {

  /** The addresses of a Slipway with these settings that listens on this port. */
  static Addresses of(Settings settings, int port) {
    String own = "http://" + bracketed(reachableHost(settings)) + ":" + port;
    String chosen = settings.publicUrl();
    String local = settings.address().isAnyLocalAddress() ? "127.0.0.1" : settings.host();
    return new Addresses(chosen == null ? own : chosen, "http://" + bracketed(local) + ":" + port);
  }

  /** Host and port as they stand in image names of the embedded registry. */
  String registryHost() {
    return URI.create(publicUrl).getRawAuthority();
  }

  /** Whether people reach it over plain HTTP. */
  boolean isPlainHttp() {
    return publicUrl.startsWith("http:");
  }

  private static String reachableHost(Settings settings) {
    if (!settings.address().isAnyLocalAddress()) {
      return settings.host();
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "127.0.0.1"; // a machine that doesn't know its own name
    }
  }

  private static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
