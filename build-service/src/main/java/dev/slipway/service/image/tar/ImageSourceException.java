package dev.slipway.service.image.tar;

import java.io.IOException;

/** A registry didn't give what was wanted; the message is for people. */
public final class ImageSourceException extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean missing;

  private ImageSourceException(String message, boolean missing, Throwable cause) {
    super(message, cause);
    this.missing = missing;
  }

  private ImageSourceException(String message, boolean missing) {
    super(message);
    this.missing = missing;
  }

  /** It isn't there. */
  public static ImageSourceException missing(String message) {
    return new ImageSourceException(message, true);
  }

  /** The registry can't be reached, or fails, or gives something else. */
  public static ImageSourceException failed(String message) {
    return new ImageSourceException(message, false);
  }

  /** As above, for a reason. */
  public static ImageSourceException failed(String message, Throwable cause) {
    return new ImageSourceException(message, false, cause);
  }

  /** Whether asking again is of no use. */
  public boolean isMissing() {
    return missing;
  }
}
