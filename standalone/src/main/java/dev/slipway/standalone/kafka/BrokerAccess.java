package dev.slipway.standalone.kafka;

import java.util.Map;

/**
 * How to reach the embedded broker. It listens on loopback, where any process of the machine can
 * connect, a build's own commands among them; so it wants a password, which never leaves this
 * process.
 *
 * @param port the broker's port of 127.0.0.1
 * @param controllerPort the controller's
 * @param password letters and digits only
 */
public record BrokerAccess(int port, int controllerPort, String password) {

  static final String PROTOCOL = "SASL_PLAINTEXT";
  static final String MECHANISM = "PLAIN";
  private static final String USER = "slipway";

  /** The broker's address. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** What a client has to be configured with. */
  public Map<String, String> clientConfiguration() {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers(),
        "security.protocol",
        PROTOCOL,
        "sasl.mechanism",
        MECHANISM,
        "sasl.jaas.config",
        login("") + ";");
  }

  /** What the listeners have to be configured with; the broker is its own client too. */
  String listenerLogin() {
    return login(" user_" + USER + "=\"" + password + "\"") + ";";
  }

  private String login(String more) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
        + USER
        + "\" password=\""
        + password
        + "\""
        + more;
  }

  @Override
  public String toString() {
    return "BrokerAccess[" + bootstrapServers() + "]";
  }
}
