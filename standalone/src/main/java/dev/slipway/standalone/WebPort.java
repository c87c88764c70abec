package dev.slipway.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Locale;

/** Looks whether Slipway can listen where it should, before the slow part of the start. */
final class WebPort {

  private WebPort() {}

  /**
   * Binds the port once and gives it free again.
   *
   * @return the port to use: the chosen one, or a free one for 0
   * @throws StartException when it can't be had
   */
  static int check(Settings settings) throws StartException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(settings.address(), settings.port()));
      return socket.getLocalPort();
    } catch (BindException e) {
      throw new StartException(explain(settings, String.valueOf(e.getMessage())), e);
    } catch (SocketException e) {
      throw new StartException(explain(settings, String.valueOf(e.getMessage())), e);
    } catch (IOException e) {
      throw new StartException(
          "can't listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage(), e);
    }
  }

  private static String explain(Settings settings, String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("permission denied")) {
      return "port "
          + settings.port()
          + " is reserved for the administrator; choose one above 1023 with SLIPWAY_PORT";
    }
    if (lower.contains("cannot assign")) {
      return settings.host()
          + " is no address of this machine; choose one, or 0.0.0.0, with SLIPWAY_HOST";
    }
    return "port "
        + settings.port()
        + " of "
        + settings.host()
        + " is in use by another program; stop that one, or choose another port with SLIPWAY_PORT"
        + " (0 takes any free one)";
  }
}
