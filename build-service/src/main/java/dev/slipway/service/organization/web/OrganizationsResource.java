package dev.slipway.service.organization.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.service.organization.Organization;
import dev.slipway.service.organization.Organizations;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.Paging;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Organizations over REST. */
@Path("/api/v1/organizations")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Organizations")
class OrganizationsResource {

  private final Organizations organizations;

  OrganizationsResource(Organizations organizations) {
    this.organizations = organizations;
  }

  /** An organization as the API reads it. */
  @Schema(name = "OrganizationInput")
  record OrganizationDocument(
      @Schema(
              description =
                  "The namespace: up to 64 lower-case letters and digits, with single . _ - between"
                      + " them; some words are reserved",
              required = true)
          @Nullable String name) {}

  /** An organization as the API shows it. */
  @Schema(name = "Organization")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OrganizationView(
      String name,
      @Schema(description = "Whether it is an account's own namespace") boolean personal,
      @Schema(description = "What you are in it: owner, maintainer or reader")
          @Nullable String role,
      Instant createdAt) {

    static OrganizationView of(Organization organization) {
      return new OrganizationView(
          organization.name(),
          organization.personal(),
          organization.role() == null ? null : organization.role().wireName(),
          organization.createdAt());
    }
  }

  @GET
  @Operation(
      summary = "The organizations you belong to and your own namespace, by name",
      description = "Administrators see all.")
  public Page<OrganizationView> list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    int size = Paging.size(limit);
    Page<Organization> page =
        Paging.page(organizations.list(cursor, size + 1), size, Organization::name);
    return new Page<>(page.items().stream().map(OrganizationView::of).toList(), page.next());
  }

  @POST
  @Operation(
      summary = "Make an organization; you are its first owner",
      description = "Where slipway.accounts.organizations-by is admins, only they may.")
  public Response create(@Nullable OrganizationDocument body) {
    Organization made = organizations.create(RequestBody.required(body).name());
    return Response.created(URI.create("/api/v1/organizations/" + made.name()))
        .entity(OrganizationView.of(made))
        .build();
  }

  @GET
  @Path("{organization}")
  @Operation(summary = "An organization")
  public OrganizationView get(@PathParam("organization") String organization) {
    return OrganizationView.of(organizations.get(organization));
  }

  @DELETE
  @Path("{organization}")
  @Operation(
      summary = "Remove an organization; for its owners",
      description = "Refused (409) while it has repositories or linked accounts.")
  public void delete(@PathParam("organization") String organization) {
    organizations.delete(organization);
  }
}
