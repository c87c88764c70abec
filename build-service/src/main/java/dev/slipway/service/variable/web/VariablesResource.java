package dev.slipway.service.variable.web;

import dev.slipway.service.repository.web.RepositoryPath;
import dev.slipway.service.variable.EditVariables;
import dev.slipway.service.variable.Variable;
import dev.slipway.service.web.InvalidInputException;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Build arguments and secrets, of a repository and of each of its rules. */
@Path("/api/v1/repositories/{namespace}/{name}")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Variables")
class VariablesResource {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  private final EditVariables edit;

  VariablesResource(EditVariables edit) {
    this.edit = edit;
  }

  @GET
  @Path("variables")
  @Operation(summary = "The repository's variables, for all its rules; secret ones without value")
  public Page<Variable> list(@BeanParam RepositoryPath path) {
    return new Page<>(edit.list(path.name(), null), null);
  }

  @PUT
  @Path("variables/{variable}")
  @Operation(summary = "Set a variable for all rules; builds that start from now on get it")
  public Variable set(
      @BeanParam RepositoryPath path,
      @PathParam("variable") String variable,
      @Nullable VariableDocument body) {
    return set(path, null, variable, body);
  }

  @DELETE
  @Path("variables/{variable}")
  @Operation(summary = "Remove a variable")
  public void remove(@BeanParam RepositoryPath path, @PathParam("variable") String variable) {
    edit.remove(path.name(), null, variable);
  }

  @GET
  @Path("rules/{rule}/variables")
  @Operation(summary = "A rule's own variables, which win over the repository's")
  public Page<Variable> listOfRule(@BeanParam RepositoryPath path, @PathParam("rule") String rule) {
    return new Page<>(edit.list(path.name(), rule), null);
  }

  @PUT
  @Path("rules/{rule}/variables/{variable}")
  @Operation(summary = "Set a variable for one rule")
  public Variable setOfRule(
      @BeanParam RepositoryPath path,
      @PathParam("rule") String rule,
      @PathParam("variable") String variable,
      @Nullable VariableDocument body) {
    return set(path, rule, variable, body);
  }

  @DELETE
  @Path("rules/{rule}/variables/{variable}")
  @Operation(summary = "Remove a rule's variable")
  public void removeOfRule(
      @BeanParam RepositoryPath path,
      @PathParam("rule") String rule,
      @PathParam("variable") String variable) {
    edit.remove(path.name(), rule, variable);
  }

  private Variable set(
      RepositoryPath path,
      @Nullable String rule,
      String variable,
      @Nullable VariableDocument body) {
    VariableDocument document = RequestBody.required(body);
    if (!NAME.matcher(variable).matches()) {
      throw new InvalidInputException(
          "name", "a variable's name has up to 128 letters, digits and _, no digit first");
    }
    return edit.set(path.name(), rule, variable, document.checkedValue(), document.isSecret());
  }
}
