package dev.slipway.service.notification;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server in the test's JVM: it speaks SMTP (RFC 5321) on a free port and keeps all mail. */
public final class MailServer implements QuarkusTestResourceLifecycleManager {

  /**
   * One mail.
   *
   * @param recipients of the envelope
   * @param text headers and body as they came
   */
  public record Mail(List<String> recipients, String text) {}

  private final List<Mail> mails = new CopyOnWriteArrayList<>();
  private final ServerSocket server;

  public MailServer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, String> start() {
    Thread thread = new Thread(this::accept, "test-mail-server");
    thread.setDaemon(true);
    thread.start();
    return Map.of("quarkus.mailer.port", Integer.toString(server.getLocalPort()));
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, field -> field.getType() == MailServer.class);
  }

  @Override
  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The mails to a recipient so far. */
  List<Mail> to(String recipient) {
    return mails.stream().filter(mail -> mail.recipients().contains(recipient)).toList();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> serve(socket), "test-mail-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      talk(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void talk(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.US_ASCII);
    List<String> recipients = new ArrayList<>();
    say(out, "220 test");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String word = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      if (word.equals("QUIT")) {
        say(out, "221 bye");
        return;
      }
      if (word.equals("MAIL")) {
        recipients.clear();
      } else if (word.equals("RCPT")) {
        recipients.add(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
      } else if (word.equals("DATA")) {
        say(out, "354 go on");
        mails.add(new Mail(List.copyOf(recipients), data(in)));
      }
      say(out, "250 ok");
    }
  }

  private static String data(BufferedReader in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private static void say(Writer out, String line) throws IOException {
    out.write(line + "\r\n");
    out.flush();
  }
}
