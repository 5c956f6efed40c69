using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.ApiGateway.Routed;

namespace Undercast.ApiGateway.Tests;

/// <summary>What is malformed, endless or hostile: AWS's refusal, and a server that goes on.</summary>
public class BadInputTests : Fixture
{
    private static string Times(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    public static TheoryData<string> Documents => new()
    {
        "", "{", "[]", "null", "7", "\"swagger\"", "swagger: [", "swagger: '2.0'\nswagger: '2.0'", "{\"swagger\":\"2.0\"}", "{\"swagger\":\"2.0\",\"swagger\":\"2.0\"}", "{\"swagger\":\"2.0\",\"info\":[]}",
        "{\"swagger\":\"2.0\",\"info\":{\"title\":{}}}", "{\"openapi\":\"3.0.1\",\"info\":{\"title\":\"t\"},\"paths\":{\"/a\":{\"get\":7}}}",
        "{\"openapi\":\"3.0.1\",\"info\":{\"title\":\"t\"},\"paths\":{\"/a\":{\"get\":{\"x-amazon-apigateway-integration\":\"x\"}}}}",
        "{\"openapi\":\"3.0.1\",\"info\":{\"title\":\"t\"},\"paths\":{\"/a\":{\"get\":{\"x-amazon-apigateway-integration\":{\"type\":{\"a\":1},\"uri\":[]}}}}}",
        "{\"openapi\":\"3.0.1\",\"info\":{\"title\":\"t\"},\"paths\":{\"/{a\":{\"get\":{\"x-amazon-apigateway-integration\":{\"type\":\"bad\"}}}}}",
        "{\"openapi\":\"3.0.1\",\"info\":{\"title\":\"t\"},\"paths\":{\"/a\":{\"get\":{\"security\":{\"k\":[]},\"x-amazon-apigateway-integration\":{\"type\":\"mock\"}}}}}", "{\"openapi\":\"3.0.1\",\"info\":{\"title\":\"t\"},\"paths\":{\"/a\":{\"get\":{\"security\":[\"k\"],\"x-amazon-apigateway-integration\":{\"type\":\"mock\"}}}}}",
        Times("[", 100_000), Times("{\"a\":", 100_000), Times("a:\n  - ", 1) + Times("[", 100_000), Times("{a: ", 50_000), Times("- ", 50_000) + "x",
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f]",
        "\0\0\0", "\uFFFD\uD83D", "openapi: !!binary x", "*a", "? [a]\n: b",
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_malformed_document_makes_no_api(string document)
    {
        var body = Encoding.UTF8.GetBytes(document);
        await Assert.ThrowsAsync<BadRequestException>(async () => await Service.ImportRestApi(new ImportRestApiInput { Body = body }, Call));
        await Assert.ThrowsAsync<BadRequestException>(async () => await Routed.ImportApi(new ImportApiInput { Body = document }, Call));
        Assert.Empty((await Service.GetRestApis(new GetRestApisInput(), Call)).Items!);
        Assert.Empty((await Routed.GetApis(new GetApisInput(), Call)).Items!);
    }

    public static TheoryData<string> Templates => new()
    {
        "#foreach($i in [1..100000])#foreach($j in [1..100000])x#end#end", "#macro(m)#m()#end#m()", "#macro(a)#b()#end#macro(b)#a()#end#a()", "#define($d)$d#end$d", "#set($e = '#evaluate($e)')#evaluate($e)",
        "#set($s = 'xxxxxxxxxxxxxxxx')#foreach($i in [1..60])#set($s = \"$s$s\")#end$s", "#set($s = 'xxxxxxxxxxxxxxxx')#foreach($i in [1..60])#set($s = $s + $s)#end$s", "#set($s = 'x')$s.repeat(2000000000)",
        "#set($l = [1])#foreach($i in [1..60])$!l.addAll($l)#end", "#set($l = [1])$!l.add($l)$l", "#set($m = {})$!m.put('m', $m)$m", "#set($s = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')$s.matches('(a+)+')",
        "#if(", "#set($x = )", "#end", "#set($x = " + Times("(", 100_000), "#set($x = " + Times("[", 100_000), "#set($x = " + Times("!", 100_000) + "true)", Times("#if(true)", 20_000), "#set($x = 1" + Times("+1", 140_000) + ")$x.none",
        "#set($x = \"" + Times("\"\"$x", 50_000) + "\")", "#set($x = $util.parseJson('" + Times("[", 50_000) + "'))", "#set($x = [1..1000000000])", "$util.base64Decode('?')", new string('x', 400_000),
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task A_template_that_loops_recurses_or_explodes_ends(string template)
    {
        var api = await MakeAsync();
        await MockAsync(api, api.RootResourceId!, template: template);
        await MockAsync(api, await MakeResourceAsync(api, "whole"), answer: "whole");
        await DeployAsync(api);
        var (status, body, _) = await RequestAsync(api, "");
        Assert.Equal((500, "{\"message\":\"Internal server error\"}"), (status, body));
        Assert.Equal((200, "whole"), await RequestAsync(api, "/whole") is var after ? (after.Status, after.Body) : default);
    }

    [Theory]
    [InlineData("{\"$ref\":\"#\"}", "{}")]
    [InlineData("{\"$ref\":\"https://apigateway.amazonaws.com/restapis/x/models/M\"}", "{}")]
    [InlineData("{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#\"}}}", "{\"a\":{\"a\":{\"a\":1}}}")]
    [InlineData("{\"type\":\"string\",\"pattern\":\"^(a+)+$\"}", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"")]
    [InlineData("{\"type\":\"array\",\"uniqueItems\":true}", "[1,1]")]
    [InlineData("{\"type\":\"object\"}", "\"\\ud800\"")]
    [InlineData("{\"type\":\"integer\",\"maximum\":5}", "1e400")]
    public async Task A_body_that_breaks_its_schema_is_a_bad_request(string schema, string body)
    {
        var api = await MakeAsync();
        var validator = await Service.CreateRequestValidator(new CreateRequestValidatorInput { RestApiId = api.Id!, ValidateRequestBody = true }, Call);
        await Service.CreateModel(new CreateModelInput { RestApiId = api.Id!, Name = "M", ContentType = "application/json", Schema = schema }, Call);
        await MockAsync(api, api.RootResourceId!, "POST");
        await Service.UpdateMethod(
            new UpdateMethodInput { RestApiId = api.Id!, ResourceId = api.RootResourceId!, HttpMethod = "POST", PatchOperations = [new PatchOperation { Op = "replace", Path = "/requestValidatorId", Value = validator.Id }, new PatchOperation { Op = "add", Path = "/requestModels/application~1json", Value = "M" }] }, Call);
        await DeployAsync(api);
        foreach (var bad in (string[])[body, "{\"a\":", Times("[", 100_000), Times("{\"a\":", 100_000) + "1" + Times("}", 100_000)])
            Assert.Equal((400, "{\"message\":\"Invalid request body\"}"), await RequestAsync(api, "", "POST", bad) is var r ? (r.Status, r.Body) : default);
    }

    [Fact]
    public async Task No_parameter_begins_another_header()
    {
        var api = await MakeAsync();
        await MockAsync(api, api.RootResourceId!, answer: "#set($context.responseOverride.header.X = $input.params('q'))#set($context.responseOverride.header['A: b'] = 'c')x");
        await DeployAsync(api);
        var (status, body, headers) = await RequestAsync(api, "?q=a%0d%0aSet-Cookie:%20s=1");
        Assert.Equal((200, "x"), (status, body));
        Assert.DoesNotContain(headers, static h => h.Key is "X" or "Set-Cookie" or "A: b" or "A");
        Assert.Equal("a", (await RequestAsync(api, "?q=a")).Headers["X"].ToString());
    }

    [Theory]
    [InlineData("/p/..%2f..%2fsecret")]
    [InlineData("/p/%2e%2e/secret")]
    [InlineData("/p/a/%2E%2E%2F%2E%2E")]
    [InlineData("/p/./secret")]
    public async Task A_greedy_parameter_does_not_climb(string path)
    {
        const string endpoint = "http://127.0.0.1:1/base/{proxy}";
        var rest = await MakeAsync();
        var resource = await MakeResourceAsync(rest, "{proxy+}", await MakeResourceAsync(rest, "p"));
        await Service.PutMethod(new PutMethodInput { RestApiId = rest.Id!, ResourceId = resource, HttpMethod = "GET", AuthorizationType = "NONE", RequestParameters = new Dictionary<string, bool> { ["method.request.path.proxy"] = true } }, Call);
        await Service.PutIntegration(
            new PutIntegrationInput { RestApiId = rest.Id!, ResourceId = resource, HttpMethod = "GET", Type = "HTTP_PROXY", IntegrationHttpMethod = "GET", Uri = endpoint, RequestParameters = new Dictionary<string, string> { ["integration.request.path.proxy"] = "method.request.path.proxy" } }, Call);
        await DeployAsync(rest);
        Assert.Equal(400, (await RequestAsync(rest, path)).Status);
        var http = await Routed.CreateApi(new CreateApiInput { Name = "h", ProtocolType = "HTTP" }, Call);
        var integration = await Routed.CreateIntegration(new CreateIntegrationInput { ApiId = http.ApiId!, IntegrationType = "HTTP_PROXY", IntegrationMethod = "GET", IntegrationUri = endpoint, PayloadFormatVersion = "1.0" }, Call);
        await Routed.CreateRoute(new CreateRouteInput { ApiId = http.ApiId!, RouteKey = "GET /p/{proxy+}", Target = $"integrations/{integration.IntegrationId}" }, Call);
        await Routed.CreateStage(new Routed.CreateStageInput { ApiId = http.ApiId!, StageName = "$default", AutoDeploy = true }, Call);
        Assert.Equal(400, (await SendAsync($"/_aws/execute-api/{http.ApiId}/$default{path}")).Status);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(400)]
    [InlineData(413)]
    public async Task A_body_that_comes_too_slowly_or_not_at_all_is_answered(int status)
    {
        var rest = await MakeAsync();
        await MockAsync(rest, rest.RootResourceId!, "POST", answer: "x");
        await DeployAsync(rest);
        var http = await Routed.CreateApi(new CreateApiInput { Name = "h", ProtocolType = "HTTP", Target = "arn:aws:lambda:us-east-1:000000000000:function:f" }, Call);
        foreach (var path in (string[])[$"/_aws/execute-api/{rest.Id}/dev", $"/_aws/execute-api/{http.ApiId}/$default"])
        {
            // As the server tells of bodies that miss its rate, end early or are too long.
            var (answered, body, _) = await SendAsync(path, "POST", "{}", change: c => c.Request.Body = new Broken(status));
            Assert.Equal(status, answered);
            Assert.Contains("\"message\":", body, StringComparison.Ordinal);
        }
        Assert.Empty(Functions.Calls);
    }

    [Theory]
    [InlineData("/%ff%fe")]
    [InlineData("/%")]
    [InlineData("/%zz?%zz=%")]
    [InlineData("/a?=&&&==&a=%00")]
    [InlineData("//////")]
    public async Task A_strange_address_is_answered(string path)
    {
        var api = await MakeAsync();
        await MockAsync(api, await MakeResourceAsync(api, "{proxy+}"), answer: "x");
        await DeployAsync(api);
        Assert.InRange((await RequestAsync(api, path)).Status, 200, 499);
    }

    private sealed class Broken(int status) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new BadHttpRequestException("broken", status);

        public override int Read(byte[] buffer, int offset, int count) => throw new BadHttpRequestException("broken", status);

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
