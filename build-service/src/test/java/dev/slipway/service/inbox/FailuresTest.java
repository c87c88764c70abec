package dev.slipway.service.inbox;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.outbox.MessageSender.SendFailedException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void aDatabaseThatIsAwayMayComeBack() {
    assertTrue(Failures.mayPass(wrapped(new SQLException("connection refused", "08001"))));
    assertTrue(Failures.mayPass(wrapped(new SQLException("deadlock", "40P01"))));
    assertTrue(Failures.mayPass(wrapped(new SQLException("no connection was free"))));
  }

  @Test
  void kafkaMayComeBack() {
    assertTrue(Failures.mayPass(new SendFailedException("away", new IllegalStateException())));
  }

  @Test
  void dataThatTheDatabaseRefusesStaysRefused() {
    assertFalse(Failures.mayPass(wrapped(new SQLException("invalid text", "22P05"))));
    assertFalse(Failures.mayPass(wrapped(new SQLException("no such parent", "23503"))));
    assertFalse(Failures.mayPass(wrapped(new SQLException("index row too large", "54000"))));
  }

  @Test
  void aBugStaysABug() {
    assertFalse(Failures.mayPass(new IllegalArgumentException("no commit")));
  }

  private static RuntimeException wrapped(SQLException cause) {
    return new IllegalStateException("outer", cause);
  }
}
