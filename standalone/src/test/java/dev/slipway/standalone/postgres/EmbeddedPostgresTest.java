package dev.slipway.standalone.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

  private static final String PASSWORD = "a password + / =";

  @TempDir private Path folder;

  @Test
  void itKeepsItsRowsThroughStopKillAndRestart() throws Exception {
    // given a server in a folder whose name has a space
    Path home = folder.resolve("data folder").resolve("postgres");
    int port = freePort();
    try (EmbeddedPostgres server = EmbeddedPostgres.prepare(home, PASSWORD)) {
      server.start(port);
      execute(port, "create table kept (what text)");
      execute(port, "insert into kept values ('before the stop')");
    }
    assertThrows(SQLException.class, () -> connect(port, PASSWORD));

    // when it is started again, on another port, and then abandoned as by a killed JVM
    int secondPort = freePort();
    EmbeddedPostgres.prepare(home, PASSWORD).start(secondPort);
    execute(secondPort, "insert into kept values ('before the kill')");

    // then the next start replaces that server and finds everything
    int thirdPort = freePort();
    try (EmbeddedPostgres server = EmbeddedPostgres.prepare(home, PASSWORD)) {
      server.start(thirdPort);
      assertEquals(2, count(thirdPort));
      assertThrows(SQLException.class, () -> connect(secondPort, PASSWORD));
    }
  }

  @Test
  void itRecoversWhenTheServerItselfWasKilled() throws Exception {
    Path home = folder.resolve("postgres");
    int port = freePort();
    EmbeddedPostgres.prepare(home, PASSWORD).start(port);
    execute(port, "create table kept (what text)");
    execute(port, "insert into kept values ('confirmed')");
    ProcessHandle server = ProcessHandle.of(serverProcess(home)).orElseThrow();
    server.destroyForcibly();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !server.isAlive());

    try (EmbeddedPostgres again = EmbeddedPostgres.prepare(home, PASSWORD)) {
      again.start(port);
      assertEquals(1, count(port));
    }
  }

  @Test
  void nobodyGetsInWithoutThePassword() throws Exception {
    int port = freePort();
    try (EmbeddedPostgres server = EmbeddedPostgres.prepare(folder.resolve("postgres"), PASSWORD)) {
      server.start(port);

      SQLException refused = assertThrows(SQLException.class, () -> connect(port, "postgres"));

      assertTrue(String.valueOf(refused.getMessage()).contains("password authentication failed"));
    }
  }

  @Test
  void aStaleProcessNumberOfAnotherProgramDoesNotStopTheStart() throws Exception {
    // given a process file that names this very JVM, as happens in containers
    Path home = folder.resolve("postgres");
    int port = freePort();
    EmbeddedPostgres first = EmbeddedPostgres.prepare(home, PASSWORD);
    first.close();
    Files.writeString(
        home.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\nnonsense\n");

    try (EmbeddedPostgres server = EmbeddedPostgres.prepare(home, PASSWORD)) {
      server.start(port);
      connect(port, PASSWORD).close();
    }
  }

  @Test
  void anInterruptedFirstStartIsBegunAgain() throws Exception {
    Path home = folder.resolve("postgres");
    Files.createDirectories(home.resolve("data.new/base"));
    Files.createDirectories(home.resolve("programs.new/bin"));
    Files.writeString(home.resolve("data.new/PG_VERSION"), "17");

    int port = freePort();
    try (EmbeddedPostgres server = EmbeddedPostgres.prepare(home, PASSWORD)) {
      server.start(port);
      connect(port, PASSWORD).close();
    }
    assertFalse(Files.exists(home.resolve("password.new")));
  }

  private static long serverProcess(Path home) throws Exception {
    return Long.parseLong(Files.readAllLines(home.resolve("data/postmaster.pid")).get(0));
  }

  private static Connection connect(int port, String password) throws SQLException {
    return DriverManager.getConnection(
        EmbeddedPostgres.jdbcUrl(port), EmbeddedPostgres.USER, password);
  }

  private static void execute(int port, String sql) throws SQLException {
    try (Connection connection = connect(port, PASSWORD);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int count(int port) throws SQLException {
    try (Connection connection = connect(port, PASSWORD);
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from kept")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
