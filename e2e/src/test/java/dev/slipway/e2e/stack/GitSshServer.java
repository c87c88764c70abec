package dev.slipway.e2e.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** OpenSSH's real server on a free port, for the user who runs the tests, with one key. */
public final class GitSshServer implements AutoCloseable {

  private final Process process;
  private final int port;
  private final Path folder;
  private final Path repositories;

  private GitSshServer(Process process, int port, Path folder, Path repositories) {
    this.process = process;
    this.port = port;
    this.folder = folder;
    this.repositories = repositories;
  }

  /** Starts it with its keys and configuration in a folder of its own. */
  public static GitSshServer start(Path folder, Path repositories)
      throws IOException, InterruptedException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Commands.run(folder, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "host_key");
    Commands.run(folder, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "client_key");
    Files.copy(folder.resolve("client_key.pub"), folder.resolve("authorized_keys"));
    int port = Ports.free();
    if ("root".equals(System.getProperty("user.name"))) {
      Files.createDirectories(
          Path.of("/run/sshd")); // where sshd, as root, separates its privileges
    }
    Files.writeString(
        folder.resolve("sshd_config"),
        String.join(
            "\n",
            "Port " + port,
            "ListenAddress 127.0.0.1",
            "HostKey " + folder.resolve("host_key"),
            "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
            "PidFile none",
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no",
            "PermitRootLogin prohibit-password",
            ""));
    Process process =
        new ProcessBuilder(
                Requirements.find("sshd").orElseThrow().toString(),
                "-D",
                "-e",
                "-f",
                folder.resolve("sshd_config").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
    Ports.awaitListener(port);
    return new GitSshServer(process, port, folder, repositories);
  }

  /** The clone URL of {@code <repositories>/<name>.git}. */
  public String url(String name) {
    return "ssh://"
        + System.getProperty("user.name")
        + "@127.0.0.1:"
        + port
        + repositories.resolve(name + ".git");
  }

  /** The private key that the server lets in. */
  public String privateKey() throws IOException {
    return Files.readString(folder.resolve("client_key"));
  }

  /** The server's line for known_hosts. */
  public String knownHosts() throws IOException {
    String[] key = Files.readString(folder.resolve("host_key.pub")).split(" ");
    return "[127.0.0.1]:" + port + " " + key[0] + " " + key[1] + "\n";
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
