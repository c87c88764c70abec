package dev.slipway.service.status;

import dev.slipway.core.git.CommitSha;
import dev.slipway.service.host.GitHostApi.CommitStatus.State;
import java.util.UUID;

/**
 * What a host is to show.
 *
 * @param repositoryId whose commit
 * @param commit the commit
 * @param context names the check, such as {@code ci/slipway/main}
 * @param buildId the build that tells it
 * @param buildSequence that build's; of two builds of a commit the newer one's wish stays
 * @param state how far it is
 * @param description one line, up to {@value #LONGEST} characters
 */
public record StatusWish(
    UUID repositoryId,
    CommitSha commit,
    String context,
    UUID buildId,
    long buildSequence,
    State state,
    String description) {

  /** What GitHub takes; the others take more. */
  public static final int LONGEST = 140;

  public StatusWish {
    if (description.length() > LONGEST) {
      throw new IllegalArgumentException("a description has up to " + LONGEST + " characters");
    }
  }
}
