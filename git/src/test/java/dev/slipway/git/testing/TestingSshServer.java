package dev.slipway.git.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** OpenSSH's sshd on a free loopback port, with host and user keys of its own. */
public final class TestingSshServer implements AutoCloseable {

  private final Process process;
  private final Path folder;
  private final int port;

  private TestingSshServer(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** Starts it, with the key pair {@code user} let in and {@code stranger} not. */
  public static TestingSshServer start(Path folder) throws Exception {
    Files.createDirectories(folder);
    keygen(folder.resolve("host"), "ed25519");
    keygen(folder.resolve("user"), "ed25519");
    keygen(folder.resolve("stranger"), "ecdsa");
    Path authorized = folder.resolve("authorized_keys");
    Files.copy(folder.resolve("user.pub"), authorized);
    Files.setPosixFilePermissions(authorized, PosixFilePermissions.fromString("rw-------"));
    if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      Files.createDirectories(Path.of("/run/sshd")); // sshd's own demand when it is root
    }
    int port = freePort();
    Process process =
        new ProcessBuilder(
                "/usr/sbin/sshd",
                "-D",
                "-e",
                "-f",
                "/dev/null",
                "-p",
                Integer.toString(port),
                "-h",
                folder.resolve("host").toString(),
                "-o",
                "ListenAddress=127.0.0.1",
                "-o",
                "AuthorizedKeysFile=" + authorized,
                "-o",
                "StrictModes=no",
                "-o",
                "UsePAM=no",
                "-o",
                "PermitRootLogin=yes",
                "-o",
                "PasswordAuthentication=no",
                "-o",
                "PidFile=none",
                "-o",
                "SetEnv=GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0=*")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Awaitility.await().ignoreExceptions().until(() -> answers(port));
    return new TestingSshServer(process, folder, port);
  }

  /** The absolute SSH URL of a repository. */
  public String url(Path repository) {
    return "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + port + repository;
  }

  /** Lets another key in. */
  public void authorize(String publicKey) throws IOException {
    Files.writeString(
        folder.resolve("authorized_keys"), publicKey + "\n", StandardOpenOption.APPEND);
  }

  /** The text of a key file: {@code user}, {@code stranger}, {@code host}, or those with .pub. */
  public String key(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /** The known_hosts line of a key. */
  public String knownHosts(String keyName) throws IOException {
    return "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve(keyName + ".pub"));
  }

  private static void keygen(Path file, String type) throws Exception {
    Process process =
        new ProcessBuilder("ssh-keygen", "-q", "-N", "", "-t", type, "-f", file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), "UTF-8");
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }

  private static boolean answers(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() == 'S';
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
