package dev.slipway.standalone;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The loopback ports of the embedded servers: any free ones, and the same ones again at the next
 * start if they are still free.
 *
 * @param postgres the database's
 * @param kafka the broker's
 * @param controller the broker's controller's
 */
record Ports(int postgres, int kafka, int controller) {

  private static final List<String> NAMES = List.of("postgres", "kafka", "controller");

  /** Takes the ports that a file remembers as far as they are free, and remembers the outcome. */
  static Ports choose(Path file) throws IOException {
    Properties remembered = load(file);
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (String name : NAMES) {
        ServerSocket socket = bind(remembered.getProperty(name, "0"));
        sockets.add(socket);
        remembered.setProperty(name, Integer.toString(socket.getLocalPort()));
      }
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
    try (var writer = Files.newBufferedWriter(file)) {
      remembered.store(writer, "Loopback ports of the embedded servers");
    }
    return new Ports(
        sockets.get(0).getLocalPort(),
        sockets.get(1).getLocalPort(),
        sockets.get(2).getLocalPort());
  }

  private static Properties load(Path file) throws IOException {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IllegalArgumentException e) {
        properties.clear(); // damaged: any free ports will do
      }
    }
    return properties;
  }

  private static ServerSocket bind(String wanted) throws IOException {
    try {
      return bind(Integer.parseInt(wanted));
    } catch (IOException | IllegalArgumentException e) {
      return bind(0); // taken since, or damaged
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }
}
