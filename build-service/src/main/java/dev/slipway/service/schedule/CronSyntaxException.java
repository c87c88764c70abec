package dev.slipway.service.schedule;

/** A cron expression can't be used. The message is for who wrote it. */
public final class CronSyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int position;

  /**
   * @param position the character at fault, counted from 1; 0 when the whole is at fault
   */
  CronSyntaxException(int position, String message) {
    super(message);
    this.position = position;
  }

  public int position() {
    return position;
  }
}
