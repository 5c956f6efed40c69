using System.Text;
using Undercast.Functions;
using Undercast.Kernel;

namespace Undercast.Lambda.Tests;

public sealed class FunctionTests : Fixture
{
    [NodeFact]
    public async Task A_function_is_made_with_the_defaults_of_AWS()
    {
        var made = await MakeAsync(change: i => i with { Timeout = null });
        Assert.Equal(("arn:aws:lambda:us-east-1:000000000000:function:f", 3, 128, "$LATEST", "Active"), (made.FunctionArn, made.Timeout, made.MemorySize, made.Version, made.State));
        Assert.Equal("Function already exist: f", await RefusedAsync<ResourceConflictException>(() => MakeAsync()));
        var got = await Service.GetFunction(new GetFunctionInput { FunctionName = "function:f" }, Call);
        Assert.Equal(made.CodeSha256, got.Configuration!.CodeSha256);
        Assert.Equal(made.RevisionId, (await Service.GetFunctionConfiguration(new GetFunctionConfigurationInput { FunctionName = "f" }, Call)).RevisionId);
    }

    [NodeFact]
    public async Task Packages_are_named_by_what_runs_from_them()
    {
        await MakeAsync();
        var references = new PackageReferences(Store);
        var blob = (await Store.ReadAsync(tx => LambdaTables.Functions.RangeAsync(tx, LambdaTables.Functions.All))).Single().Record.Latest.Package.Blob;
        Assert.True(await references.HasAsync(Undercast.Storage.BlobId.Parse(blob), default));
        await Service.DeleteFunction(new DeleteFunctionInput { FunctionName = "f" }, Call);
        Assert.False(await references.HasAsync(Undercast.Storage.BlobId.Parse(blob), default));
    }

    [NodeFact]
    public async Task What_a_function_may_not_be_is_refused()
    {
        Assert.Contains("ruby3.3", await RefusedAsync<InvalidParameterValueException>(() => MakeAsync(change: i => i with { Runtime = "ruby3.3" })));
        Assert.Contains("Reserved keys used in this request: AWS_REGION", await RefusedAsync<InvalidParameterValueException>(() => MakeAsync(change: i => i with { Environment = new Environment { Variables = new Dictionary<string, string> { ["AWS_REGION"] = "x" } } })));
        Assert.Contains("exceeded the 4KB limit", await RefusedAsync<InvalidParameterValueException>(() => MakeAsync(change: i => i with { Environment = new Environment { Variables = new Dictionary<string, string> { ["AA"] = new('x', 5000) } } })));
        Assert.Contains("less than or equal to 900", await RefusedAsync<InvalidParameterValueException>(() => MakeAsync(change: i => i with { Timeout = 901 })));
        Assert.StartsWith("Could not unzip uploaded file", await RefusedAsync<InvalidParameterValueException>(() => MakeAsync(change: i => i with { Code = new FunctionCode { ZipFile = [1, 2, 3] } })));
        Assert.Equal("Please provide a source for function code.", await RefusedAsync<InvalidParameterValueException>(() => MakeAsync(change: i => i with { Code = new FunctionCode() })));
        Assert.Contains("does not exist", await RefusedAsync<InvalidParameterValueException>(() => MakeAsync(change: i => i with { Layers = ["arn:aws:lambda:us-east-1:000000000000:layer:l:1"] })));
        Assert.Equal(CommonError.NotSupported, (await Assert.ThrowsAsync<CommonException>(() => MakeAsync(change: i => i with { PackageType = "Image" }))).Kind);
    }

    [NodeFact]
    public async Task An_update_is_live_in_the_next_call_and_needs_the_right_revision()
    {
        var made = await MakeAsync("exports.handler = async () => 1;");
        Assert.Equal("1", await InvokeAsync());
        await Service.UpdateFunctionCode(new UpdateFunctionCodeInput { FunctionName = "f", ZipFile = Zip("index.js", "exports.handler = async () => process.env.VALUE || 2;") }, Call);
        Assert.Equal("2", await InvokeAsync());
        await Service.UpdateFunctionConfiguration(new UpdateFunctionConfigurationInput { FunctionName = "f", Environment = new Environment { Variables = new Dictionary<string, string> { ["VALUE"] = "3" } } }, Call);
        Assert.Equal("\"3\"", await InvokeAsync());
        await RefusedAsync<PreconditionFailedException>(async () => await Service.UpdateFunctionConfiguration(new UpdateFunctionConfigurationInput { FunctionName = "f", RevisionId = made.RevisionId }, Call));
    }

    [NodeFact]
    public async Task Functions_are_listed_in_pages_and_deleted()
    {
        foreach (var name in (string[])["a", "b", "c"]) await MakeAsync(name: name);
        var first = await Service.ListFunctions(new ListFunctionsInput { MaxItems = 2 }, Call);
        var rest = await Service.ListFunctions(new ListFunctionsInput { Marker = first.NextMarker }, Call);
        Assert.Equal(["a", "b", "c"], first.Functions!.Concat(rest.Functions!).Select(f => f.FunctionName!));
        await Service.DeleteFunction(new DeleteFunctionInput { FunctionName = "b" }, Call);
        Assert.Equal("Function not found: arn:aws:lambda:us-east-1:000000000000:function:b", await RefusedAsync<ResourceNotFoundException>(() => InvokeAsync("b")));
    }

    [NodeFact]
    public async Task A_call_may_be_dry_queued_or_refused_for_what_it_carries()
    {
        await MakeAsync("exports.handler = async (e, c) => c.clientContext;");
        Assert.Equal(204, (await Service.Invoke(new InvokeInput { FunctionName = "f", InvocationType = "DryRun" }, Call)).StatusCode);
        Assert.StartsWith("Could not parse request body into json", await RefusedAsync<InvalidRequestContentException>(() => InvokeAsync(payload: "{")));
        Assert.Equal("Request must be smaller than 6291456 bytes for the InvokeFunction operation", await RefusedAsync<RequestTooLargeException>(() => InvokeAsync(payload: $"\"{new string('x', 6291456)}\"")));
        var context = Convert.ToBase64String(Encoding.UTF8.GetBytes("{\"custom\":{\"a\":\"b\"}}"));
        var output = await Service.Invoke(new InvokeInput { FunctionName = "f", ClientContext = context }, Call);
        Assert.Equal("{\"custom\":{\"a\":\"b\"}}", Encoding.UTF8.GetString(output.Payload!));
        Assert.Equal("Client context must be a valid Base64-encoded JSON object.", await RefusedAsync<InvalidRequestContentException>(async () => await Service.Invoke(new InvokeInput { FunctionName = "f", ClientContext = "!" }, Call)));
    }

    [NodeFact]
    public async Task A_streamed_answer_comes_in_events()
    {
        await MakeAsync("exports.handler = awslambda.streamifyResponse(async (e, s) => { s.write('a'); s.end('b'); });");
        var output = await Service.InvokeWithResponseStream(new InvokeWithResponseStreamInput { FunctionName = "f" }, Call);
        var text = "";
        InvokeWithResponseStreamCompleteEvent? complete = null;
        await foreach (var e in output.EventStream!)
        {
            if (e.PayloadChunk is { } chunk) text += Encoding.UTF8.GetString(chunk.Payload!);
            complete = e.InvokeComplete;
        }
        Assert.Equal("ab", text);
        Assert.Null(Assert.IsType<InvokeWithResponseStreamCompleteEvent>(complete).ErrorCode);
    }

    [NodeFact]
    public async Task Versions_are_frozen_and_numbers_are_not_used_again()
    {
        await MakeAsync("exports.handler = async (e, c) => c.functionVersion;");
        Assert.Equal("1", (await Service.PublishVersion(new PublishVersionInput { FunctionName = "f" }, Call)).Version);
        Assert.Equal("1", (await Service.PublishVersion(new PublishVersionInput { FunctionName = "f" }, Call)).Version);
        Assert.Equal("2", (await Service.PublishVersion(new PublishVersionInput { FunctionName = "f", Description = "other" }, Call)).Version);
        Assert.Equal("\"1\"", await InvokeAsync(qualifier: "1"));
        Assert.Equal(["$LATEST", "1", "2"], (await Service.ListVersionsByFunction(new ListVersionsByFunctionInput { FunctionName = "f" }, Call)).Versions!.Select(v => v.Version!));
        await Service.DeleteFunction(new DeleteFunctionInput { FunctionName = "f", Qualifier = "2" }, Call);
        Assert.Equal("3", (await Service.PublishVersion(new PublishVersionInput { FunctionName = "f", Description = "again" }, Call)).Version);
        await RefusedAsync<ResourceNotFoundException>(() => InvokeAsync(qualifier: "2"));
    }

    [NodeFact]
    public async Task Aliases_point_to_versions()
    {
        await MakeAsync("exports.handler = async (e, c) => [c.functionVersion, c.invokedFunctionArn];");
        await Service.PublishVersion(new PublishVersionInput { FunctionName = "f" }, Call);
        var alias = await Service.CreateAlias(new CreateAliasInput { FunctionName = "f", Name = "live", FunctionVersion = "1" }, Call);
        Assert.Equal($"[\"1\",\"{alias.AliasArn}\"]", await InvokeAsync(qualifier: "live"));
        await RefusedAsync<ResourceConflictException>(async () => await Service.CreateAlias(new CreateAliasInput { FunctionName = "f", Name = "live", FunctionVersion = "1" }, Call));
        await RefusedAsync<ResourceNotFoundException>(async () => await Service.UpdateAlias(new UpdateAliasInput { FunctionName = "f", Name = "live", FunctionVersion = "9" }, Call));
        await Service.UpdateAlias(new UpdateAliasInput { FunctionName = "f", Name = "live", FunctionVersion = "$LATEST" }, Call);
        Assert.Equal("$LATEST", (await Service.GetAlias(new GetAliasInput { FunctionName = "f", Name = "live" }, Call)).FunctionVersion);
        Assert.Single((await Service.ListAliases(new ListAliasesInput { FunctionName = "f" }, Call)).Aliases!);
        await Service.DeleteAlias(new DeleteAliasInput { FunctionName = "f", Name = "live" }, Call);
        Assert.StartsWith("Cannot find alias arn:", await RefusedAsync<ResourceNotFoundException>(async () => await Service.GetAlias(new GetAliasInput { FunctionName = "f", Name = "live" }, Call)));
    }

    [NodeFact]
    public async Task Permissions_become_a_policy_that_the_evaluator_sees()
    {
        await MakeAsync();
        var added = await Service.AddPermission(new AddPermissionInput { FunctionName = "f", StatementId = "s", Action = "lambda:InvokeFunction", Principal = "s3.amazonaws.com", SourceArn = "arn:aws:s3:::b", SourceAccount = Account }, Call);
        Assert.Contains("\"ArnLike\":{\"AWS:SourceArn\":\"arn:aws:s3:::b\"}", added.Statement);
        await RefusedAsync<ResourceConflictException>(async () => await Service.AddPermission(new AddPermissionInput { FunctionName = "f", StatementId = "s", Action = "lambda:*", Principal = "*" }, Call));
        var policy = (await Service.GetPolicy(new GetPolicyInput { FunctionName = "f" }, Call)).Policy!;
        Assert.Equal(policy, Assert.Single((await new LambdaFacts(Store).OfAsync("arn:aws:lambda:us-east-1:000000000000:function:f", default))!.Policies));
        await Service.RemovePermission(new RemovePermissionInput { FunctionName = "f", StatementId = "s" }, Call);
        await RefusedAsync<ResourceNotFoundException>(async () => await Service.GetPolicy(new GetPolicyInput { FunctionName = "f" }, Call));
    }

    [NodeFact]
    public async Task Tags_and_concurrency_are_kept()
    {
        var arn = (await MakeAsync()).FunctionArn!;
        await Service.TagResource(new TagResourceInput { Resource = arn, Tags = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } }, Call);
        await Service.UntagResource(new UntagResourceInput { Resource = arn, TagKeys = ["a"] }, Call);
        Assert.Equal("2", Assert.Single((await Service.ListTags(new ListTagsInput { Resource = arn }, Call)).Tags!).Value);
        await Service.PutFunctionConcurrency(new PutFunctionConcurrencyInput { FunctionName = "f", ReservedConcurrentExecutions = 0 }, Call);
        Assert.Equal("ReservedFunctionConcurrentInvocationLimitExceeded", (await Assert.ThrowsAsync<TooManyRequestsException>(() => InvokeAsync())).Reason);
        Assert.Equal(0, (await Service.GetFunctionConcurrency(new GetFunctionConcurrencyInput { FunctionName = "f" }, Call)).ReservedConcurrentExecutions);
        await RefusedAsync<InvalidParameterValueException>(async () => await Service.PutFunctionConcurrency(new PutFunctionConcurrencyInput { FunctionName = "f", ReservedConcurrentExecutions = 901 }, Call));
        await Service.DeleteFunctionConcurrency(new DeleteFunctionConcurrencyInput { FunctionName = "f" }, Call);
        Assert.Equal("{}", await InvokeAsync());
        Assert.Equal(1, (await Service.GetAccountSettings(new GetAccountSettingsInput(), Call)).AccountUsage!.FunctionCount);
        Assert.Equal("f", (await Service.GetFunctionCodeSigningConfig(new GetFunctionCodeSigningConfigInput { FunctionName = "f" }, Call)).FunctionName);
    }

    [NodeFact]
    public async Task Layers_have_versions_and_stay_with_their_functions()
    {
        async Task<PublishLayerVersionOutput> Publish() => await Service.PublishLayerVersion(new PublishLayerVersionInput { LayerName = "l", Content = new LayerVersionContentInput { ZipFile = Zip("nodejs/node_modules/shared/index.js", "module.exports = 7;") } }, Call);
        var layer = await Publish();
        Assert.Equal(2, (await Publish()).Version);
        await MakeAsync("exports.handler = async () => require('shared');", change: i => i with { Layers = [layer.LayerVersionArn!] });
        await Service.DeleteLayerVersion(new DeleteLayerVersionInput { LayerName = "l", VersionNumber = 1 }, Call);
        Assert.Equal("7", await InvokeAsync());
        await RefusedAsync<ResourceNotFoundException>(async () => await Service.GetLayerVersion(new GetLayerVersionInput { LayerName = "l", VersionNumber = 1 }, Call));
        Assert.Equal(2, (await Service.GetLayerVersionByArn(new GetLayerVersionByArnInput { Arn = "arn:aws:lambda:us-east-1:000000000000:layer:l:2" }, Call)).Version);
        Assert.Equal(2, Assert.Single((await Service.ListLayerVersions(new ListLayerVersionsInput { LayerName = "l" }, Call)).LayerVersions!).Version);
        Assert.Equal("l", Assert.Single((await Service.ListLayers(new ListLayersInput(), Call)).Layers!).LayerName);
        Assert.Equal(3, (await Publish()).Version);
    }

    [NodeFact]
    public async Task Function_URLs_are_kept_by_qualifier()
    {
        await MakeAsync();
        var url = await Service.CreateFunctionUrlConfig(new CreateFunctionUrlConfigInput { FunctionName = "f", AuthType = "NONE" }, Call);
        Assert.Matches(@"^http://[a-z0-9]{32}\.lambda-url\.us-east-1\.localhost:4566/$", url.FunctionUrl);
        await RefusedAsync<ResourceConflictException>(async () => await Service.CreateFunctionUrlConfig(new CreateFunctionUrlConfigInput { FunctionName = "f", AuthType = "NONE" }, Call));
        Assert.Equal("AWS_IAM", (await Service.UpdateFunctionUrlConfig(new UpdateFunctionUrlConfigInput { FunctionName = "f", AuthType = "AWS_IAM" }, Call)).AuthType);
        Assert.Equal(url.FunctionUrl, (await Service.GetFunctionUrlConfig(new GetFunctionUrlConfigInput { FunctionName = "f" }, Call)).FunctionUrl);
        Assert.Single((await Service.ListFunctionUrlConfigs(new ListFunctionUrlConfigsInput { FunctionName = "f" }, Call)).FunctionUrlConfigs!);
        await Service.DeleteFunctionUrlConfig(new DeleteFunctionUrlConfigInput { FunctionName = "f" }, Call);
        await RefusedAsync<ResourceNotFoundException>(async () => await Service.GetFunctionUrlConfig(new GetFunctionUrlConfigInput { FunctionName = "f" }, Call));
    }

    [NodeFact]
    public async Task The_port_calls_functions_for_other_services()
    {
        var arn = (await MakeAsync("exports.handler = async (e) => { if (e.fail) throw new Error('x'); return e; };")).FunctionArn!;
        FunctionCall Of(string payload) => new() { FunctionArn = arn, Caller = Principal.Service("s3.amazonaws.com", Account), Payload = Encoding.UTF8.GetBytes(payload) };
        var fine = await Invoker.InvokeAsync(Of("{\"a\":1}"), CancellationToken.None);
        Assert.Equal(("{\"a\":1}", null, "$LATEST"), (Encoding.UTF8.GetString(fine.Payload.Span), fine.Error, fine.ExecutedVersion));
        Assert.Equal("Unhandled", (await Invoker.InvokeAsync(Of("{\"fail\":1}"), CancellationToken.None)).Error);
        await RefusedAsync<ResourceNotFoundException>(async () => await Invoker.InvokeAsync(Of("{}") with { FunctionArn = arn + "x" }, CancellationToken.None));
    }

    [NodeFact]
    public async Task A_package_that_is_not_what_its_directory_says_is_told_by_the_first_call()
    {
        await MakeAsync(change: i => i with { Code = new FunctionCode { ZipFile = Spoilt(Zip("index.js", new string('x', 5000))) } });
        Assert.Equal("Could not unzip uploaded file. Please check your file, then try to upload again.", await RefusedAsync<InvalidZipFileException>(() => InvokeAsync()));
        await Service.UpdateFunctionCode(new UpdateFunctionCodeInput { FunctionName = "f", ZipFile = Zip("index.js", "exports.handler = async () => 1;") }, Call);
        Assert.Equal("1", await InvokeAsync());
    }

    // Its content begins behind the first header of thirty bytes and the name.
    private static byte[] Spoilt(byte[] zip)
    {
        zip.AsSpan(38, 8).Fill(0xFF);
        return zip;
    }
}
