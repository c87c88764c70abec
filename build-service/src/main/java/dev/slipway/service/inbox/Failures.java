package dev.slipway.service.inbox;

import dev.slipway.service.outbox.MessageSender;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;

/** Tells what may pass from what will not. */
final class Failures {

  /**
   * SQLSTATE classes (PostgreSQL manual, appendix A): data exception, constraint violation, limit.
   */
  private static final String DATA_EXCEPTION = "22";

  private static final String CONSTRAINT_VIOLATION = "23";
  private static final String LIMIT_EXCEEDED = "54";

  private Failures() {}

  /**
   * Whether another try may go well: the database or Kafka is away, or gave up this transaction.
   * Everything else is the message's own fault, or a bug, and would block what follows for ever.
   */
  static boolean mayPass(Throwable failure) {
    boolean infrastructure = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return !isAboutData(sql);
      }
      infrastructure |=
          cause instanceof RollbackException
              || cause instanceof SystemException
              || cause instanceof MessageSender.SendFailedException;
    }
    return infrastructure;
  }

  private static boolean isAboutData(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith(DATA_EXCEPTION)
        || state.startsWith(CONSTRAINT_VIOLATION)
        || state.startsWith(LIMIT_EXCEEDED);
  }
}
