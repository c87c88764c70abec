package dev.slipway.service.selection.web;

import dev.slipway.core.git.RefType;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.web.RepositoryPath;
import dev.slipway.service.selection.BuildExisting;
import dev.slipway.service.source.SourceUnreachableException;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import dev.slipway.service.web.Problem;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Builds of refs that a repository's remote has already. */
@Path("/api/v1/repositories/{namespace}/{name}/builds/existing-tags")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Builds")
class ExistingRefsResource {

  private static final int MOST_SKIPPED = 100;

  private final Access access;
  private final BuildExisting existing;

  ExistingRefsResource(Access access, BuildExisting existing) {
    this.access = access;
    this.existing = existing;
  }

  @POST
  @Operation(
      summary = "Build the tags or branches that the remote has already",
      description =
          "By every rule that matches them, active or not, the newest versions first. What has an"
              + " image of its present commit is skipped, unless rebuild is true.")
  public Response build(@BeanParam RepositoryPath path, @Nullable ExistingRefs body) {
    Repository repository = access.repository(path.name(), Action.BUILD);
    ExistingRefs given = body == null ? ExistingRefs.DEFAULTS : body;
    BuildExisting.Wish wish = given.wish(repository);
    try {
      BuildExisting.Report report = existing.build(repository, wish, access.actor().displayName());
      return Response.ok(ExistingRefsAnswer.of(wish.dryRun(), report)).build();
    } catch (SourceUnreachableException e) {
      return Problem.of(502, "the remote's refs can't be listed: " + e.getMessage()).toResponse();
    }
  }

  /** What to build. */
  record ExistingRefs(
      @Schema(description = "Only by this rule; left out, by all") @Nullable String rule,
      @Schema(description = "tag or branch. Default tag") @Nullable String type,
      @Schema(description = "The most refs that are built, 1 to 100. Default 20")
          @Nullable Integer limit,
      @Schema(description = "Also build what has an image of its commit. Default false")
          @Nullable Boolean rebuild,
      @Schema(description = "Only tell what would be built. Default false")
          @Nullable Boolean dryRun) {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MOST = 100;

    static final ExistingRefs DEFAULTS = new ExistingRefs(null, null, null, null, null);

    BuildExisting.Wish wish(Repository repository) {
      return new BuildExisting.Wish(
          Fields.optional("type", type, RefType.TAG, RefType::parse),
          ruleOf(repository),
          checkedLimit(),
          Boolean.TRUE.equals(rebuild),
          Boolean.TRUE.equals(dryRun));
    }

    private @Nullable String ruleOf(Repository repository) {
      if (rule != null && repository.rules().stream().map(BuildRule::id).noneMatch(rule::equals)) {
        throw new InvalidInputException("rule", "no rule of this repository has this id");
      }
      return rule;
    }

    private int checkedLimit() {
      int value = limit == null ? DEFAULT_LIMIT : limit;
      if (value < 1 || value > MOST) {
        throw new InvalidInputException("limit", "must lie between 1 and " + MOST);
      }
      return value;
    }
  }

  /** What is built and what isn't; the list of the skipped ones stops at 100. */
  @Schema(name = "ExistingRefsAnswer")
  record ExistingRefsAnswer(
      boolean dryRun,
      List<BuildExisting.Line> built,
      List<BuildExisting.Line> skipped,
      @Schema(description = "How many were skipped, shown or not") int skippedCount,
      @Schema(description = "How many refs more the limit kept out") int leftOut) {

    static ExistingRefsAnswer of(boolean dryRun, BuildExisting.Report report) {
      int skipped = report.skipped().size();
      return new ExistingRefsAnswer(
          dryRun,
          report.built(),
          report.skipped().subList(0, Math.min(MOST_SKIPPED, skipped)),
          skipped,
          report.leftOut());
    }
  }
}
