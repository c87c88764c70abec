package dev.slipway.core.protocol;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildAssignmentTest {

  @Test
  void anAssignmentShowsNoCredential() {
    BuildAssignment assignment =
        new BuildAssignment(
            "b",
            1,
            30,
            60,
            "r",
            "acme/rocket",
            "",
            source(),
            RefType.BRANCH,
            "main",
            null,
            "/",
            null,
            null,
            Map.of(),
            Map.of(),
            List.of(),
            true,
            List.of("latest"),
            List.of(destination()),
            false,
            false,
            false,
            true,
            true,
            "http://x/b");

    assertFalse(assignment.toString().contains("s3cret"), assignment.toString());
  }

  private static BuildAssignment.Source source() {
    return new BuildAssignment.Source(
        GitProvider.GIT, "https://host/x", "user-s3cret", "s3cret", "key-s3cret", null);
  }

  private static BuildAssignment.Destination destination() {
    return new BuildAssignment.Destination("host/x", "user-s3cret", "s3cret", true);
  }
}
