package dev.slipway.service.organization.web;

import dev.slipway.service.access.Role;
import dev.slipway.service.organization.Member;
import dev.slipway.service.organization.Members;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.Paging;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The members of an organization over REST. */
@Path("/api/v1/organizations/{organization}/members")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Organizations")
class MembersResource {

  private final Members members;

  MembersResource(Members members) {
    this.members = members;
  }

  /** A membership as the API reads it. */
  @Schema(name = "MemberInput")
  record MemberDocument(
      @Schema(
              description =
                  "owner: everything; maintainer: all but make and delete repositories and change"
                      + " members; reader: see",
              required = true)
          @Nullable String role) {}

  /** A member as the API shows it. */
  @Schema(name = "Member")
  record MemberView(String user, String displayName, String role) {

    static MemberView of(Member member) {
      return new MemberView(member.user(), member.displayName(), member.role().wireName());
    }
  }

  @GET
  @Operation(summary = "The members, by name; for members")
  public Page<MemberView> list(
      @PathParam("organization") String organization,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    int size = Paging.size(limit);
    Page<Member> page =
        Paging.page(members.list(organization, cursor, size + 1), size, Member::user);
    return new Page<>(page.items().stream().map(MemberView::of).toList(), page.next());
  }

  @PUT
  @Path("{user}")
  @Operation(
      summary = "Make somebody a member, or change their role; for owners",
      description = "The last owner can't become anything else.")
  public MemberView put(
      @PathParam("organization") String organization,
      @PathParam("user") String user,
      @Nullable MemberDocument body) {
    Role role = Fields.required("role", RequestBody.required(body).role(), Role::parse);
    return MemberView.of(members.put(organization, user, role));
  }

  @DELETE
  @Path("{user}")
  @Operation(
      summary = "Take somebody's role away; for owners, and for oneself",
      description = "The last owner can't leave.")
  public void remove(
      @PathParam("organization") String organization, @PathParam("user") String user) {
    members.remove(organization, user);
  }
}
