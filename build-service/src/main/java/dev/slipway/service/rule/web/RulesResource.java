package dev.slipway.service.rule.web;

import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.repository.web.RepositoryPath;
import dev.slipway.service.rule.EditRules;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
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

  RulesResource(Access access, EditRules edit) {
    this.access = access;
    this.edit = edit;
  }

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

  @GET
  @Path("{id}")
  @Operation(summary = "A rule")
  public RuleDocument get(@BeanParam RepositoryPath path, @PathParam("id") String id) {
    return access.repository(path.name(), Action.READ_BUILD_DETAILS).rules().stream()
        .filter(rule -> rule.id().equals(id))
        .map(RuleDocument::of)
        .findFirst()
        .orElseThrow(() -> new NoSuchThingException("there is no rule \"" + id + "\" here"));
  }

  @PUT
  @Path("{id}")
  @Operation(summary = "Replace a rule in its place")
  public RuleDocument replace(
      @BeanParam RepositoryPath path, @PathParam("id") String id, @Nullable RuleDocument body) {
    BuildRule rule = RequestBody.required(body).toRule("", id);
    return one(edit.change(path.name(), id, before -> rule), id);
  }

  @PATCH
  @Path("{id}")
  @Operation(
      summary = "Change some fields of a rule, such as active",
      description = "What is left out stays as it is; an empty text clears context and target.")
  public RuleDocument change(
      @BeanParam RepositoryPath path, @PathParam("id") String id, @Nullable RuleDocument body) {
    RuleDocument document = RequestBody.required(body);
    return one(edit.change(path.name(), id, before -> document.over(before).toRule("", id)), id);
  }

  @POST
  @Path("{id}/copy")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Copy a rule with its variables",
      description = "The copy stands right behind the rule and is switched off.")
  public Response copy(@BeanParam RepositoryPath path, @PathParam("id") String id) {
    String copy = RuleDocument.newId();
    return Response.status(Response.Status.CREATED)
        .entity(one(edit.copy(path.name(), id, copy), copy))
        .build();
  }

  @PUT
  @Path("order")
  @Operation(
      summary = "Put the rules into another order",
      description = "The ids of all rules, in the new order.")
  public Page<RuleDocument> reorder(
      @BeanParam RepositoryPath path, @Nullable List<@Nullable String> body) {
    List<String> ids =
        RequestBody.required(body).stream().map(id -> Objects.requireNonNullElse(id, "")).toList();
    return page(edit.reorder(path.name(), ids));
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Remove a rule; the builds it made stay")
  public void remove(@BeanParam RepositoryPath path, @PathParam("id") String id) {
    Repository unused = edit.remove(path.name(), id);
  }

  private static RuleDocument one(Repository repository, String id) {
    return repository.rules().stream()
        .filter(rule -> rule.id().equals(id))
        .map(RuleDocument::of)
        .findFirst()
        .orElseThrow();
  }

  private static Page<RuleDocument> page(Repository repository) {
    return new Page<>(RuleDocument.listOf(repository.rules()), null);
  }
}
