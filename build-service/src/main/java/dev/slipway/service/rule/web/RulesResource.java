package dev.slipway.service.rule.web;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.core.rule.Verdict;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.repository.web.RepositoryPath;
import dev.slipway.service.rule.EditRules;
import dev.slipway.service.rule.PreviewRules;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The build rules of a repository. */
@Path("/api/v1/repositories/{namespace}/{name}/rules")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Rules")
class RulesResource {

  private final Access access;
  private final EditRules edit;
  private final PreviewRules preview;

  RulesResource(Access access, EditRules edit, PreviewRules preview) {
    this.access = access;
    this.edit = edit;
    this.preview = preview;
  }

  record Preview(List<Verdict> verdicts) {}

  @GET
  @Operation(summary = "The repository's rules, in their order")
  public Page<RuleDocument> list(@BeanParam RepositoryPath path) {
    return page(access.repository(path.name(), Action.READ_BUILD_DETAILS));
  }

  @POST
  @Operation(summary = "Add a rule at the end")
  public Response add(@BeanParam RepositoryPath path, @Nullable RuleDocument body) {
    BuildRule rule = RequestBody.required(body).toRule("", RuleDocument.newId());
    Repository changed = edit.add(path.name(), rule);
    List<BuildRule> rules = changed.rules();
    return Response.status(Response.Status.CREATED)
        .entity(RuleDocument.of(rules.get(rules.size() - 1)))
        .build();
  }

  @PUT
  @Operation(summary = "Replace all rules, in the new order")
  public Page<RuleDocument> replaceAll(
      @BeanParam RepositoryPath path, @Nullable List<@Nullable RuleDocument> body) {
    RepositoryName name = path.name();
    Repository before = access.repository(name, Action.CONFIGURE);
    List<BuildRule> rules =
        RuleDocument.toRules(
            "rules",
            RequestBody.required(body),
            before.rules().stream().map(BuildRule::id).collect(Collectors.toSet()));
    return page(edit.replaceAll(name, rules));
  }

  @PUT
  @Path("{id}")
  @Operation(summary = "Replace a rule in its place")
  public RuleDocument replace(
      @BeanParam RepositoryPath path, @PathParam("id") String id, @Nullable RuleDocument body) {
    Repository changed = edit.replace(path.name(), RequestBody.required(body).toRule("", id));
    return changed.rules().stream()
        .filter(rule -> rule.id().equals(id))
        .map(RuleDocument::of)
        .findFirst()
        .orElseThrow();
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Remove a rule; the builds it made stay")
  public void remove(@BeanParam RepositoryPath path, @PathParam("id") String id) {
    Repository unused = edit.remove(path.name(), id);
  }

  @GET
  @Path("preview")
  @Operation(summary = "What a push of this branch or tag would build, and why")
  public Preview preview(
      @BeanParam RepositoryPath path,
      @QueryParam("type") @Nullable String type,
      @QueryParam("ref") @Nullable String ref) {
    RefType refType = Fields.required("type", type, RefType::parse);
    RefName name = Fields.required("ref", ref, text -> new RefName(refType, text));
    return new Preview(preview.preview(path.name(), name));
  }

  private static Page<RuleDocument> page(Repository repository) {
    return new Page<>(RuleDocument.listOf(repository.rules()), null);
  }
}
