package dev.slipway.service.rule.web;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.core.rule.Verdict;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.repository.web.RepositoryPath;
import dev.slipway.service.rule.PreviewRules;
import dev.slipway.service.rule.PreviewRules.Collision;
import dev.slipway.service.rule.PreviewRules.RefPreview;
import dev.slipway.service.rule.PreviewRules.RemotePreview;
import dev.slipway.service.source.SourceUnreachableException;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What pushes would build, without any push. */
@Path("/api/v1/repositories/{namespace}/{name}/rules/preview")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Rules")
class PreviewResource {

  private static final int MOST_REFS = 1_000;

  private final Access access;
  private final PreviewRules preview;

  PreviewResource(Access access, PreviewRules preview) {
    this.access = access;
    this.preview = preview;
  }

  record Preview(List<Verdict> verdicts) {}

  /** A ref of the remote with what it would build. */
  @Schema(name = "RefPreview")
  record RefView(String type, String ref, String commit, List<Verdict> verdicts) {
    static RefView of(RefPreview preview) {
      return new RefView(
          preview.ref().type().wireName(),
          preview.ref().name(),
          preview.commit().value(),
          preview.verdicts());
    }
  }

  /** All refs of the remote with what they would build. */
  @Schema(name = "RemotePreview")
  record RemoteView(
      @Nullable String defaultBranch,
      List<RefView> refs,
      @Schema(description = "How many refs there are, of which the list may hold fewer") int total,
      @Schema(description = "Tags that several refs write, each over the other's image")
          List<Collision> collisions) {
    static RemoteView of(RemotePreview preview) {
      return new RemoteView(
          preview.defaultBranch(),
          preview.refs().stream().map(RefView::of).toList(),
          preview.total(),
          preview.collisions());
    }
  }

  /** Rules to try out. */
  @Schema(name = "RulesDraft")
  record Draft(
      @Schema(description = "The rules as they might be saved", required = true)
          @Nullable List<@Nullable RuleDocument> rules,
      @Schema(description = "branch or tag; with ref, what that one would build")
          @Nullable String type,
      @Schema(description = "Left out: all refs that the remote has") @Nullable String ref) {}

  @GET
  @Operation(summary = "What a push of this branch or tag would build, and why")
  public Preview one(
      @BeanParam RepositoryPath path,
      @QueryParam("type") @Nullable String type,
      @QueryParam("ref") @Nullable String ref) {
    return new Preview(preview.preview(path.name(), ref(type, ref)));
  }

  @GET
  @Path("refs")
  @Operation(
      summary = "What pushes of all the branches and tags that the remote has would build",
      description = "Asks the Git host. 502 when that doesn't answer.")
  public RemoteView all(
      @BeanParam RepositoryPath path,
      @QueryParam("type") @Nullable String type,
      @QueryParam("limit") @DefaultValue("200") int limit)
      throws SourceUnreachableException {
    return RemoteView.of(
        preview.previewRemote(path.name(), Optional.empty(), optionalType(type), size(limit)));
  }

  @POST
  @Operation(
      summary = "What pushes would build by rules that aren't saved",
      description = "With type and ref: that one. Without ref: all that the remote has.")
  public Object draft(
      @BeanParam RepositoryPath path,
      @QueryParam("limit") @DefaultValue("200") int limit,
      @Nullable Draft body)
      throws SourceUnreachableException {
    Draft draft = RequestBody.required(body);
    if (draft.rules() == null) {
      throw new InvalidInputException("rules", "is required: the list of rules to try out");
    }
    RepositoryName name = path.name();
    Set<String> known =
        access.repository(name, Action.READ_BUILD_DETAILS).rules().stream()
            .map(BuildRule::id)
            .collect(Collectors.toSet());
    List<BuildRule> rules = RuleDocument.toRules("rules", draft.rules(), known);
    return draft.ref() == null
        ? RemoteView.of(
            preview.previewRemote(
                name, Optional.of(rules), optionalType(draft.type()), size(limit)))
        : new Preview(preview.preview(name, ref(draft.type(), draft.ref()), rules));
  }

  private static RefName ref(@Nullable String type, @Nullable String ref) {
    RefType refType = Fields.required("type", type, RefType::parse);
    return Fields.required("ref", ref, text -> new RefName(refType, text));
  }

  private static Optional<RefType> optionalType(@Nullable String type) {
    return type == null
        ? Optional.empty()
        : Optional.of(Fields.required("type", type, RefType::parse));
  }

  private static int size(int limit) {
    if (limit < 1 || limit > MOST_REFS) {
      throw new InvalidInputException("limit", "must lie between 1 and " + MOST_REFS);
    }
    return limit;
  }
}
