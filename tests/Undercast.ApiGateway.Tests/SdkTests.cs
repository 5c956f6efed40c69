using System.IO.Compression;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Tests;

/// <summary>Clients that are made for APIs, and caches that are flushed. Source: the developer guide.</summary>
public class SdkTests : Fixture
{
    [Fact]
    public async Task A_client_in_javascript_has_a_method_for_each_of_the_api()
    {
        var api = await MakeAsync();
        var pets = await MakeResourceAsync(api, "pets");
        await MockAsync(api, api.RootResourceId!);
        await MockAsync(api, pets, "POST");
        await MockAsync(api, await MakeResourceAsync(api, "{petId}", pets));
        await MockAsync(api, await MakeResourceAsync(api, "{proxy+}"), "ANY");
        await DeployAsync(api);
        var sdk = await Service.GetSdk(new GetSdkInput { RestApiId = api.Id!, StageName = "dev", SdkType = "javascript" }, Call);
        Assert.Equal("application/octet-stream", sdk.ContentType);
        using var zip = new ZipArchive(new MemoryStream(sdk.Body!));
        Assert.Equal(["apiGateway-js-sdk/README.md", "apiGateway-js-sdk/apigClient.js"], zip.Entries.Select(static e => e.FullName).Order(StringComparer.Ordinal));
        using var reader = new StreamReader(zip.GetEntry("apiGateway-js-sdk/apigClient.js")!.Open());
        var code = await reader.ReadToEndAsync();
        foreach (var method in (string[])["rootGet", "petsPost", "petsPetIdGet", "proxyDelete", "proxyPut"]) Assert.Contains($"\"name\":\"{method}\"", code, StringComparison.Ordinal);
        Assert.Contains($"/_aws/execute-api/{api.Id}/dev\"", code, StringComparison.Ordinal);
        Assert.DoesNotContain("__", code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_languages_are_told_of_and_refused()
    {
        var api = await MakeAsync();
        await MockAsync(api, api.RootResourceId!);
        await DeployAsync(api);
        var types = (await Service.GetSdkTypes(new GetSdkTypesInput(), Call)).Items!;
        Assert.Equal(["android", "java", "javascript", "objectivec", "ruby", "swift"], types.Select(static t => t.Id));
        foreach (var type in types.Where(static t => t.Id != "javascript"))
            Assert.Contains(type.Id!, (await Assert.ThrowsAsync<CommonException>(async () => await Service.GetSdk(new GetSdkInput { RestApiId = api.Id!, StageName = "dev", SdkType = type.Id! }, Call))).Message, StringComparison.Ordinal);
        Assert.Equal("JavaScript", (await Service.GetSdkType(new GetSdkTypeInput { Id = "javascript" }, Call)).FriendlyName);
        await Assert.ThrowsAsync<NotFoundException>(async () => await Service.GetSdkType(new GetSdkTypeInput { Id = "cobol" }, Call));
    }

    [Fact]
    public async Task A_cache_is_flushed_by_who_may_and_by_nobody_else()
    {
        var api = await MakeAsync();
        var resource = await MakeResourceAsync(api, "x");
        await Service.PutMethod(new PutMethodInput { RestApiId = api.Id!, ResourceId = resource, HttpMethod = "GET", AuthorizationType = "NONE" }, Call);
        await Service.PutIntegration(new PutIntegrationInput { RestApiId = api.Id!, ResourceId = resource, HttpMethod = "GET", Type = "AWS_PROXY", IntegrationHttpMethod = "POST", Uri = FunctionUri }, Call);
        await DeployAsync(api);
        static PatchOperation Replace(string path, string value) => new() { Op = "replace", Path = path, Value = value };
        await Service.UpdateStage(
            new UpdateStageInput { RestApiId = api.Id!, StageName = "dev", PatchOperations = [Replace("/cacheClusterEnabled", "true"), Replace("/*/*/caching/enabled", "true"), Replace("/*/*/caching/requireAuthorizationForCacheControl", "true"), Replace("/*/*/caching/unauthorizedCacheControlHeaderStrategy", "FAIL_WITH_403")] }, Call);
        Task<(int Status, string Body, Microsoft.AspNetCore.Http.IHeaderDictionary Headers)> AskAsync(params (string, string)[] headers) => RequestAsync(api, "/x", headers: headers);
        await AskAsync();
        await AskAsync();
        Assert.Single(Functions.Calls);
        Assert.Equal(403, (await AskAsync(("Cache-Control", "max-age=0"))).Status);
        Assert.Single(Functions.Calls);
        var (path, host) = ($"/_aws/execute-api/{api.Id}/dev/x", "localhost:4566");
        Assert.Equal(200, (await AskAsync([.. Sign(path, host), ("Cache-Control", "max-age=0")])).Status);
        Assert.Equal(2, Functions.Calls.Count);
        await AskAsync();
        Assert.Equal(2, Functions.Calls.Count);
        await Service.FlushStageCache(new FlushStageCacheInput { RestApiId = api.Id!, StageName = "dev" }, Call);
        await AskAsync();
        Assert.Equal(3, Functions.Calls.Count);
        await Assert.ThrowsAsync<NotFoundException>(async () => await Service.FlushStageCache(new FlushStageCacheInput { RestApiId = api.Id!, StageName = "none" }, Call));
    }
}
