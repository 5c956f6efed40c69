using System.Text;

namespace Undercast.ApiGateway.Tests;

/// <summary>Domain names, documentation, exports, trial calls, logs and compression of REST APIs. Source: the API reference and the developer guide.</summary>
public class RestExtrasTests : Fixture
{
    private static PatchOperation Replace(string path, string value) => new() { Op = "replace", Path = path, Value = value };

    private async Task<RestApi> ServedAsync(string answer = "hello", string template = "{\"statusCode\": 200}")
    {
        var api = await MakeAsync();
        await MockAsync(api, await MakeResourceAsync(api, "{id}"), template: template, answer: answer);
        await DeployAsync(api);
        return api;
    }

    [Fact]
    public async Task A_base_path_of_a_domain_leads_to_a_stage()
    {
        var api = await ServedAsync("$context.domainName $input.params('id')");
        var domain = await Service.CreateDomainName(new CreateDomainNameInput { DomainName = "a.example.com", RegionalCertificateArn = "arn:aws:acm:us-east-1:000000000000:certificate/c", EndpointConfiguration = new EndpointConfiguration { Types = ["REGIONAL"] } }, Call);
        Assert.EndsWith(".execute-api.us-east-1.amazonaws.com", domain.RegionalDomainName, StringComparison.Ordinal);
        await Service.CreateBasePathMapping(new CreateBasePathMappingInput { DomainName = "a.example.com", BasePath = "v1", RestApiId = api.Id!, Stage = "dev" }, Call);
        Assert.True(await Plane.ClaimsAsync("a.example.com", "/", default));
        Assert.Equal((200, "a.example.com 7"), await SendAsync("/v1/7", host: "a.example.com") is var r ? (r.Status, r.Body) : default);
        Assert.Equal(403, (await SendAsync("/v2/7", host: "a.example.com")).Status);
        await Service.UpdateBasePathMapping(new UpdateBasePathMappingInput { DomainName = "a.example.com", BasePath = "v1", PatchOperations = [Replace("/basePath", "v2"), Replace("/stage", "dev")] }, Call);
        Assert.Equal("dev", (await Service.GetBasePathMapping(new GetBasePathMappingInput { DomainName = "a.example.com", BasePath = "v2" }, Call)).Stage);
        Assert.Equal("v2", Assert.Single((await Service.GetBasePathMappings(new GetBasePathMappingsInput { DomainName = "a.example.com" }, Call)).Items!).BasePath);
        Assert.Equal(200, (await SendAsync("/v2/7", host: "a.example.com")).Status);
        await Service.DeleteBasePathMapping(new DeleteBasePathMappingInput { DomainName = "a.example.com", BasePath = "v2" }, Call);
        Assert.Equal("TLS_1_2", (await Service.UpdateDomainName(new UpdateDomainNameInput { DomainName = "a.example.com", PatchOperations = [Replace("/securityPolicy", "TLS_1_2")] }, Call)).SecurityPolicy);
        Assert.Equal("a.example.com", (await Service.GetDomainName(new GetDomainNameInput { DomainName = "a.example.com" }, Call)).Name);
        Assert.Single((await Service.GetDomainNames(new GetDomainNamesInput(), Call)).Items!);
        await Service.DeleteDomainName(new DeleteDomainNameInput { DomainName = "a.example.com" }, Call);
        Assert.Equal("Invalid domain name identifier specified", (await Assert.ThrowsAsync<NotFoundException>(async () => await Service.GetDomainName(new GetDomainNameInput { DomainName = "a.example.com" }, Call))).Message);
    }

    [Fact]
    public async Task Documentation_has_parts_and_versions()
    {
        var api = await MakeAsync();
        var part = await Service.CreateDocumentationPart(new CreateDocumentationPartInput { RestApiId = api.Id!, Location = new DocumentationPartLocation { Type = "METHOD", Path = "/a", Method = "GET" }, Properties = "{\"description\":\"d\"}" }, Call);
        await Assert.ThrowsAsync<ConflictException>(async () => await Service.CreateDocumentationPart(new CreateDocumentationPartInput { RestApiId = api.Id!, Location = new DocumentationPartLocation { Type = "METHOD", Path = "/a", Method = "GET" }, Properties = "{}" }, Call));
        await Service.UpdateDocumentationPart(new UpdateDocumentationPartInput { RestApiId = api.Id!, DocumentationPartId = part.Id!, PatchOperations = [Replace("/properties", "{\"description\":\"e\"}")] }, Call);
        Assert.Equal("{\"description\":\"e\"}", (await Service.GetDocumentationPart(new GetDocumentationPartInput { RestApiId = api.Id!, DocumentationPartId = part.Id! }, Call)).Properties);
        var imported = await Service.ImportDocumentationParts(new ImportDocumentationPartsInput { RestApiId = api.Id!, Mode = "merge", Body = Encoding.UTF8.GetBytes("""{"swagger":"2.0","info":{"title":"t","description":"x"},"paths":{"/a":{"get":{"summary":"s"}}}}""") }, Call);
        Assert.Equal(2, imported.Ids!.Count);
        Assert.Equal("{\"description\":\"e\",\"summary\":\"s\"}", Assert.Single((await Service.GetDocumentationParts(new GetDocumentationPartsInput { RestApiId = api.Id!, Type = "METHOD" }, Call)).Items!).Properties);
        await Service.CreateDocumentationVersion(new CreateDocumentationVersionInput { RestApiId = api.Id!, DocumentationVersion = "1" }, Call);
        await Service.UpdateDocumentationVersion(new UpdateDocumentationVersionInput { RestApiId = api.Id!, DocumentationVersion = "1", PatchOperations = [Replace("/description", "one")] }, Call);
        Assert.Equal("one", (await Service.GetDocumentationVersion(new GetDocumentationVersionInput { RestApiId = api.Id!, DocumentationVersion = "1" }, Call)).Description);
        Assert.Single((await Service.GetDocumentationVersions(new GetDocumentationVersionsInput { RestApiId = api.Id! }, Call)).Items!);
        await Service.DeleteDocumentationVersion(new DeleteDocumentationVersionInput { RestApiId = api.Id!, DocumentationVersion = "1" }, Call);
        await Service.DeleteDocumentationPart(new DeleteDocumentationPartInput { RestApiId = api.Id!, DocumentationPartId = part.Id! }, Call);
    }

    [Fact]
    public async Task Links_and_certificates_are_kept()
    {
        var link = await Service.CreateVpcLink(new CreateVpcLinkInput { Name = "l", TargetArns = ["arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/n/1"] }, Call);
        await Service.UpdateVpcLink(new UpdateVpcLinkInput { VpcLinkId = link.Id!, PatchOperations = [Replace("/name", "m")] }, Call);
        Assert.Equal(("m", "AVAILABLE"), await Service.GetVpcLink(new GetVpcLinkInput { VpcLinkId = link.Id! }, Call) is var read ? (read.Name, read.Status) : default);
        Assert.Single((await Service.GetVpcLinks(new GetVpcLinksInput(), Call)).Items!);
        await Service.DeleteVpcLink(new DeleteVpcLinkInput { VpcLinkId = link.Id! }, Call);
        var certificate = await Service.GenerateClientCertificate(new GenerateClientCertificateInput { Description = "d" }, Call);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", certificate.PemEncodedCertificate, StringComparison.Ordinal);
        await Service.UpdateClientCertificate(new UpdateClientCertificateInput { ClientCertificateId = certificate.ClientCertificateId!, PatchOperations = [Replace("/description", "e")] }, Call);
        Assert.Equal("e", (await Service.GetClientCertificate(new GetClientCertificateInput { ClientCertificateId = certificate.ClientCertificateId! }, Call)).Description);
        Assert.Single((await Service.GetClientCertificates(new GetClientCertificatesInput(), Call)).Items!);
        await Service.DeleteClientCertificate(new DeleteClientCertificateInput { ClientCertificateId = certificate.ClientCertificateId! }, Call);
    }

    [Theory]
    [InlineData("swagger")]
    [InlineData("oas30")]
    public async Task What_is_exported_can_be_imported_and_serves_the_same(string type)
    {
        var api = await ServedAsync();
        foreach (var accepts in (string[])["application/json", "application/yaml"])
        {
            var export = await Service.GetExport(new GetExportInput { RestApiId = api.Id!, StageName = "dev", ExportType = type, Accepts = accepts, Parameters = new Dictionary<string, string> { ["extensions"] = "apigateway" } }, Call);
            Assert.Equal(accepts, export.ContentType);
            var again = await Service.ImportRestApi(new ImportRestApiInput { Body = export.Body! }, Call);
            await DeployAsync(again);
            Assert.Equal("hello", (await RequestAsync(again, "/7")).Body);
        }
    }

    [Fact]
    public async Task A_method_is_tried_without_a_deployment()
    {
        var api = await MakeAsync();
        var resource = await MakeResourceAsync(api, "{id}");
        await MockAsync(api, resource, answer: "$input.params('id') $input.params('q') $stageVariables.v");
        var tried = await Service.TestInvokeMethod(
            new TestInvokeMethodInput { RestApiId = api.Id!, ResourceId = resource, HttpMethod = "GET", PathWithQueryString = "/7?q=1", StageVariables = new Dictionary<string, string> { ["v"] = "x" } }, Call);
        Assert.Equal((200, "7 1 x"), (tried.Status, tried.Body));
        Assert.Contains("Successfully completed execution", tried.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authorizer_is_tried()
    {
        var api = await MakeAsync();
        var authorizer = await Service.CreateAuthorizer(new CreateAuthorizerInput { RestApiId = api.Id!, Name = "a", Type = "TOKEN", AuthorizerUri = FunctionUri, IdentitySource = "method.request.header.Authorization" }, Call);
        Functions.Answer = _ => FakeFunctions.Json("{\"principalId\":\"ann\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"*\"}]}}");
        var asked = await Service.TestInvokeAuthorizer(new TestInvokeAuthorizerInput { RestApiId = api.Id!, AuthorizerId = authorizer.Id!, Headers = new Dictionary<string, string> { ["Authorization"] = "t" } }, Call);
        Assert.Equal((0, "ann"), (asked.ClientStatus, asked.PrincipalId));
        Assert.Equal(401, (await Service.TestInvokeAuthorizer(new TestInvokeAuthorizerInput { RestApiId = api.Id!, AuthorizerId = authorizer.Id! }, Call)).ClientStatus);
    }

    [Fact]
    public async Task Keys_are_imported_from_a_table_and_their_use_is_told()
    {
        var api = await MakeAsync();
        var resource = await MakeResourceAsync(api, "a");
        await MockAsync(api, resource, answer: "x");
        await Service.UpdateMethod(new UpdateMethodInput { RestApiId = api.Id!, ResourceId = resource, HttpMethod = "GET", PatchOperations = [Replace("/apiKeyRequired", "true")] }, Call);
        await DeployAsync(api);
        var plan = await Service.CreateUsagePlan(new CreateUsagePlanInput { Name = "p", ApiStages = [new ApiStage { ApiId = api.Id, Stage = "dev" }], Quota = new QuotaSettings { Limit = 10, Period = "DAY" } }, Call);
        var value = new string('k', 30);
        var ids = (await Service.ImportApiKeys(new ImportApiKeysInput { Format = "csv", Body = Encoding.UTF8.GetBytes($"Name,key,description,Enabled,usageplanIds\nn,{value},\"a, b\",TRUE,{plan.Id}\n") }, Call)).Ids!;
        for (var i = 0; i < 3; i++) Assert.Equal(200, (await RequestAsync(api, "/a", headers: ("x-api-key", value))).Status);
        var day = Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var usage = await Service.GetUsage(new GetUsageInput { UsagePlanId = plan.Id!, StartDate = day, EndDate = day }, Call);
        Assert.Equal([3, 7], usage.Items![ids[0]][0]);
    }

    [Fact]
    public async Task A_models_form_is_shown()
    {
        var api = await MakeAsync();
        await Service.CreateModel(new CreateModelInput { RestApiId = api.Id!, Name = "M", ContentType = "application/json", Schema = "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"},\"l\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}}" }, Call);
        Assert.Equal("{\"n\":42,\"l\":[\"foo\"]}", (await Service.GetModelTemplate(new GetModelTemplateInput { RestApiId = api.Id!, ModelName = "M" }, Call)).Value);
    }

    [Fact]
    public async Task Access_and_execution_logs_are_written()
    {
        var api = await ServedAsync();
        await Service.UpdateStage(
            new UpdateStageInput
            {
                RestApiId = api.Id!, StageName = "dev",
                PatchOperations =
                [
                    Replace("/accessLogSettings/destinationArn", "arn:aws:logs:us-east-1:000000000000:log-group:g"), Replace("/accessLogSettings/format", "$context.requestId $context.httpMethod $context.resourcePath $context.status"),
                    Replace("/*/*/logging/loglevel", "INFO"), Replace("/*/*/logging/dataTrace", "true"),
                ],
            },
            Call);
        await RequestAsync(api, "/7");
        Assert.EndsWith(" GET /{id} 200", Logs.Lines.Single(l => l.Target.Group == "g").Message, StringComparison.Ordinal);
        Assert.Contains(Logs.Lines, l => l.Target.Group == $"API-Gateway-Execution-Logs_{api.Id}/dev" && l.Message.EndsWith("Method completed with status: 200", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Large_answers_are_compressed_for_who_wants_it()
    {
        var api = await MakeAsync();
        await Service.UpdateRestApi(new UpdateRestApiInput { RestApiId = api.Id!, PatchOperations = [Replace("/minimumCompressionSize", "10")] }, Call);
        await MockAsync(api, await MakeResourceAsync(api, "a"), answer: new string('x', 1000));
        await MockAsync(api, await MakeResourceAsync(api, "b"), answer: "small");
        await DeployAsync(api);
        var (_, body, headers) = await RequestAsync(api, "/a", headers: ("Accept-Encoding", "br, gzip"));
        Assert.Equal("gzip", headers.ContentEncoding.ToString());
        Assert.True(body.Length < 200);
        Assert.Equal((1000, false), await RequestAsync(api, "/a") is var plain ? (plain.Body.Length, plain.Headers.ContainsKey("Content-Encoding")) : default);
        Assert.False((await RequestAsync(api, "/b", headers: ("Accept-Encoding", "gzip"))).Headers.ContainsKey("Content-Encoding"));
    }

    [Fact]
    public async Task A_canary_serves_its_share_and_is_promoted()
    {
        var api = await MakeAsync();
        var resource = await MakeResourceAsync(api, "a");
        await MockAsync(api, resource, answer: "old $stageVariables.v");
        await DeployAsync(api, variables: new Dictionary<string, string> { ["v"] = "1" });
        await Service.PutIntegrationResponse(
            new PutIntegrationResponseInput { RestApiId = api.Id!, ResourceId = resource, HttpMethod = "GET", StatusCode = "200", ResponseTemplates = new Dictionary<string, string> { ["application/json"] = "new $stageVariables.v" } }, Call);
        await Service.CreateDeployment(
            new CreateDeploymentInput { RestApiId = api.Id!, StageName = "dev", CanarySettings = new DeploymentCanarySettings { PercentTraffic = 100, StageVariableOverrides = new Dictionary<string, string> { ["v"] = "2" } } }, Call);
        Assert.Equal("new 2", (await RequestAsync(api, "/a")).Body);
        await Service.UpdateStage(new UpdateStageInput { RestApiId = api.Id!, StageName = "dev", PatchOperations = [Replace("/canarySettings/percentTraffic", "0")] }, Call);
        Assert.Equal("old 1", (await RequestAsync(api, "/a")).Body);
        await Service.UpdateStage(
            new UpdateStageInput { RestApiId = api.Id!, StageName = "dev", PatchOperations = [new PatchOperation { Op = "copy", Path = "/deploymentId", From = "/canarySettings/deploymentId" }, new PatchOperation { Op = "remove", Path = "/canarySettings" }] }, Call);
        Assert.Equal("new 1", (await RequestAsync(api, "/a")).Body);
    }
}
