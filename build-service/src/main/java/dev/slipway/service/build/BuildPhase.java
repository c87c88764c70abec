package dev.slipway.service.build;

import java.util.Locale;

/** The name of a state, as the database, REST and pages know it. */
public enum BuildPhase {
  QUEUED(false),
  BUILDING(false),
  PUSHING(false),
  SUCCESS(true),
  FAILED(true),
  ERROR(true),
  CANCELED(true),
  TIMED_OUT(true),
  EXPIRED(true),
  SUPERSEDED(true);

  private final boolean last;

  BuildPhase(boolean last) {
    this.last = last;
  }

  /** Whether nothing can follow. */
  public boolean isFinal() {
    return last;
  }

  /** Lower case, words joined by {@code _}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads what {@link #wireName()} writes. */
  public static BuildPhase parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
