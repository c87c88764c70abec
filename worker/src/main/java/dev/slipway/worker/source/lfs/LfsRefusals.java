package dev.slipway.worker.source.lfs;

import dev.slipway.core.git.GitUrl;
import dev.slipway.git.SourceException;
import java.net.URI;

/** What HTTP statuses of LFS mean to the owner of a repository. */
final class LfsRefusals {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final int NO_BANDWIDTH = 509;

  private LfsRefusals() {}

  /** An answer of the batch API. */
  static SourceException ofServer(GitUrl source, String path, int status, boolean withCredentials) {
    String what = "The LFS server of " + source + " answered " + status + " for " + path;
    return switch (status) {
      case UNAUTHORIZED, FORBIDDEN ->
          SourceException.lasting(
              what
                  + (withCredentials
                      ? ": it refuses the source's credentials; perhaps they may not read LFS files."
                      : ": it wants credentials; add them in the repository's source settings."),
              null);
      case NOT_FOUND ->
          SourceException.lasting(
              what + ": it is not switched on there, or the credentials may not see it.", null);
      case NO_BANDWIDTH ->
          SourceException.lasting(what + ": its bandwidth is used up; see its plan.", null);
      default -> other(what, status);
    };
  }

  /** An answer to the download itself; its URL may hold a signature and is not shown. */
  static SourceException ofStore(URI at, String path, int status) {
    return other(
        "The LFS storage " + at.getHost() + " answered " + status + " for " + path, status);
  }

  private static SourceException other(String what, int status) {
    return status >= SERVER_ERROR || status == TOO_MANY_REQUESTS
        ? SourceException.passing(what + "; try again later.", null)
        : SourceException.lasting(what + ".", null);
  }
}
