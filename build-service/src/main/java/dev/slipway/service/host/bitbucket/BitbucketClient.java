package dev.slipway.service.host.bitbucket;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The part of Bitbucket Cloud's REST API 2.0 that Slipway uses. Format: <a
 * href="https://developer.atlassian.com/cloud/bitbucket/rest/intro/">its reference</a>.
 */
@Path("/")
@RegisterRestClient(configKey = "slipway-bitbucket")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
interface BitbucketClient {

  String REPOSITORY = "repositories/{workspace}/{slug}";

  @GET
  @Path("user")
  RestResponse<BitbucketJson.User> user(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);

  @GET
  @Path("user/workspaces")
  RestResponse<BitbucketJson.Workspaces> workspaces(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @QueryParam("pagelen") int size,
      @QueryParam("page") @Nullable String page);

  @GET
  @Path("repositories/{workspace}")
  RestResponse<BitbucketJson.Repositories> repositories(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("workspace") String workspace,
      @QueryParam("role") String role,
      @QueryParam("q") @Nullable String filter,
      @QueryParam("sort") String sort,
      @QueryParam("pagelen") int size,
      @QueryParam("page") @Nullable String page);

  @GET
  @Path(REPOSITORY)
  RestResponse<BitbucketJson.Repository> repository(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("workspace") String workspace,
      @PathParam("slug") String slug);

  @GET
  @Path(REPOSITORY + "/hooks")
  RestResponse<BitbucketJson.Hooks> hooks(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("workspace") String workspace,
      @PathParam("slug") String slug,
      @QueryParam("pagelen") int size,
      @QueryParam("page") @Nullable String page);

  @POST
  @Path(REPOSITORY + "/hooks")
  RestResponse<Void> createHook(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("workspace") String workspace,
      @PathParam("slug") String slug,
      BitbucketJson.NewHook body);

  @PUT
  @Path(REPOSITORY + "/hooks/{hook}")
  RestResponse<Void> changeHook(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("workspace") String workspace,
      @PathParam("slug") String slug,
      @PathParam("hook") String uuid,
      BitbucketJson.NewHook body);

  @DELETE
  @Path(REPOSITORY + "/hooks/{hook}")
  RestResponse<Void> removeHook(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("workspace") String workspace,
      @PathParam("slug") String slug,
      @PathParam("hook") String uuid);

  @POST
  @Path(REPOSITORY + "/commit/{commit}/statuses/build")
  RestResponse<Void> status(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("workspace") String workspace,
      @PathParam("slug") String slug,
      @PathParam("commit") String commit,
      BitbucketJson.NewStatus body);
}
