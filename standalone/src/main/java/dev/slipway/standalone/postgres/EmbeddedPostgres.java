package dev.slipway.standalone.postgres;

import dev.slipway.standalone.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL server with its data on disk, listening on loopback for those who know its password.
 * It is a process of its own that outlives a killed JVM; the next start stops it first.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  /** The database's user. */
  public static final String USER = "slipway";

  private static final String DATABASE = "postgres";

  /** A number beyond every system's greatest process number. */
  private static final String NO_PROCESS = Integer.toString(Integer.MAX_VALUE);

  private static final int ATTEMPTS = 20;
  private static final Duration RETRY_PAUSE = Duration.ofMillis(250);
  private static final Duration INIT_LIMIT = Duration.ofMinutes(2);
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final Path home;
  private final Path data;
  private final Path log;
  private final PostgresDistribution distribution;
  private final ServerAccount account;

  private EmbeddedPostgres(Path home, PostgresDistribution distribution, ServerAccount account) {
    this.home = home;
    this.data = home.resolve("data");
    this.log = home.resolve("server.log");
    this.distribution = distribution;
    this.account = account;
  }

  /**
   * Brings the server's programs and data into place, and stops a server that a killed process has
   * left running on this data.
   *
   * @param home the server's folder, made when missing
   * @param password the password of {@link #USER}; it has to be the same at every start
   * @throws StartException when the machine can't run it
   */
  public static EmbeddedPostgres prepare(Path home, String password)
      throws IOException, StartException {
    Files.createDirectories(home);
    EmbeddedPostgres server =
        new EmbeddedPostgres(home, PostgresDistribution.install(home), ServerAccount.detect(home));
    server.account.own(server.distribution.root());
    if (!Files.exists(server.data)) {
      server.initialize(password);
    } else {
      server.account.own(server.data);
      server.stopLeftover();
    }
    return server;
  }

  /**
   * Starts the server and waits until it takes connections.
   *
   * @param port a free port of 127.0.0.1
   */
  public void start(int port) throws IOException {
    Files.writeString(data.resolve("postgresql.conf"), configuration(port));
    Files.writeString(
        data.resolve("pg_hba.conf"), "host all " + USER + " 127.0.0.1/32 scram-sha-256\n");
    for (int attempt = 1; !started(attempt == ATTEMPTS); attempt++) {
      pause();
    }
  }

  /** The JDBC URL of a server that was started on a port. */
  public static String jdbcUrl(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  /** Stops the server, ending what is still connected; does nothing when none runs. */
  @Override
  public void close() throws IOException {
    if (Files.exists(data.resolve("postmaster.pid"))) {
      control("stop", STOP_LIMIT, "-m", "fast");
    }
  }

  /**
   * Starts the server once.
   *
   * @return false when processes of a killed server, which end by themselves, still hold the data
   */
  private boolean started(boolean lastAttempt) throws IOException {
    Files.deleteIfExists(log);
    Files.createFile(log);
    account.own(log);
    try {
      control("start", START_LIMIT, "-l", log.toString());
      return true;
    } catch (IOException e) {
      String reason = Programs.tail(log);
      if (lastAttempt || !reason.contains("pre-existing shared memory block")) {
        throw new IOException("PostgreSQL didn't start: " + reason, e);
      }
      return false;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(RETRY_PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting PostgreSQL", e);
    }
  }

  /** Never leaves half a database behind: it is made beside and then renamed. */
  private void initialize(String password) throws IOException {
    Path draft = home.resolve("data.new");
    Path passwordFile = home.resolve("password.new");
    Trees.delete(draft);
    Files.deleteIfExists(passwordFile);
    Files.createDirectory(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createFile(
        passwordFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(passwordFile, password);
      account.own(draft);
      account.own(passwordFile);
      Programs.run(
          account.prefix(),
          List.of(
              distribution.program("initdb"),
              "--pgdata=" + draft,
              "--username=" + USER,
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--no-instructions"),
          home.resolve("initdb.log"),
          INIT_LIMIT);
    } finally {
      Files.delete(passwordFile);
    }
    Files.move(draft, data);
  }

  private void stopLeftover() throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    List<String> lines = new ArrayList<>(Files.readAllLines(pidFile));
    if (isOurs(lines)) {
      control("stop", STOP_LIMIT, "-m", "fast");
    } else if (!lines.isEmpty()) {
      // The number may belong to another program by now (usual in containers, where they start
      // again at 1), and PostgreSQL would take that for a running server. The rest of the file
      // stays: from it PostgreSQL knows whether a dead server's processes still use the data.
      lines.set(0, NO_PROCESS);
      Files.write(pidFile, lines);
    }
  }

  private boolean isOurs(List<String> pidFile) throws IOException {
    if (pidFile.isEmpty() || !pidFile.get(0).matches("\\d{1,18}")) {
      return false;
    }
    String ownPrograms = home.toRealPath().toString();
    return ProcessHandle.of(Long.parseLong(pidFile.get(0)))
        .flatMap(process -> process.info().command())
        .map(command -> command.startsWith(ownPrograms))
        .orElse(false);
  }

  private void control(String action, Duration limit, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                distribution.program("pg_ctl"),
                action,
                "--pgdata=" + data,
                "--wait",
                "--timeout=" + limit.toSeconds()));
    command.addAll(List.of(options));
    Programs.run(
        account.prefix(), command, home.resolve("pg_ctl.log"), limit.plus(Duration.ofSeconds(5)));
  }

  /** Everything that differs from PostgreSQL's defaults. */
  private static String configuration(int port) {
    return """
        # Written by Slipway at every start; changes are lost.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 60
        shared_buffers = '48MB'
        # What was confirmed survives a crash. These are the defaults, but nothing may change them.
        fsync = on
        synchronous_commit = on
        full_page_writes = on
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_min_messages = 'warning'
        jit = off
        """
        .formatted(port);
  }
}
