using System.Text;

namespace Undercast.Lambda.Tests;

public sealed class SettingsTests : Fixture
{
    [NodeFact]
    public async Task Provisioned_concurrency_is_started_ahead_and_listed()
    {
        await MakeAsync("exports.handler = async () => process.env.AWS_LAMBDA_INITIALIZATION_TYPE;");
        await Service.PublishVersion(new PublishVersionInput { FunctionName = "f" }, Call);
        Assert.Equal(
            "Provisioned Concurrency Configs cannot be applied to unpublished function versions.",
            await RefusedAsync<InvalidParameterValueException>(async () => await Service.PutProvisionedConcurrencyConfig(new PutProvisionedConcurrencyConfigInput { FunctionName = "f", Qualifier = "$LATEST", ProvisionedConcurrentExecutions = 1 }, Call)));
        await RefusedAsync<ProvisionedConcurrencyConfigNotFoundException>(async () => await Service.GetProvisionedConcurrencyConfig(new GetProvisionedConcurrencyConfigInput { FunctionName = "f", Qualifier = "1" }, Call));
        RunJobs();
        Assert.Equal("IN_PROGRESS", (await Service.PutProvisionedConcurrencyConfig(new PutProvisionedConcurrencyConfigInput { FunctionName = "f", Qualifier = "1", ProvisionedConcurrentExecutions = 2 }, Call)).Status);
        await EventuallyAsync(async () => (await Service.GetProvisionedConcurrencyConfig(new GetProvisionedConcurrencyConfigInput { FunctionName = "f", Qualifier = "1" }, Call)).Status == "READY");
        Assert.Equal("\"provisioned-concurrency\"", await InvokeAsync(qualifier: "1"));
        Assert.Equal(2, Assert.Single((await Service.ListProvisionedConcurrencyConfigs(new ListProvisionedConcurrencyConfigsInput { FunctionName = "f" }, Call)).ProvisionedConcurrencyConfigs!).RequestedProvisionedConcurrentExecutions);
        await Service.DeleteProvisionedConcurrencyConfig(new DeleteProvisionedConcurrencyConfigInput { FunctionName = "f", Qualifier = "1" }, Call);
        await RefusedAsync<ProvisionedConcurrencyConfigNotFoundException>(async () => await Service.DeleteProvisionedConcurrencyConfig(new DeleteProvisionedConcurrencyConfigInput { FunctionName = "f", Qualifier = "1" }, Call));
    }

    [NodeFact]
    public async Task Code_signing_is_kept_with_functions()
    {
        var arn = (await MakeAsync()).FunctionArn!;
        var profiles = new AllowedPublishers { SigningProfileVersionArns = ["arn:aws:signer:us-east-1:000000000000:/signing-profiles/p/v"] };
        var made = (await Service.CreateCodeSigningConfig(new CreateCodeSigningConfigInput { AllowedPublishers = profiles }, Call)).CodeSigningConfig;
        Assert.Equal(("Warn", 21), (made.CodeSigningPolicies.UntrustedArtifactOnDeployment, made.CodeSigningConfigId.Length));
        await Service.PutFunctionCodeSigningConfig(new PutFunctionCodeSigningConfigInput { FunctionName = "f", CodeSigningConfigArn = made.CodeSigningConfigArn }, Call);
        Assert.Equal(made.CodeSigningConfigArn, (await Service.GetFunctionCodeSigningConfig(new GetFunctionCodeSigningConfigInput { FunctionName = "f" }, Call)).CodeSigningConfigArn);
        Assert.Equal(arn, Assert.Single((await Service.ListFunctionsByCodeSigningConfig(new ListFunctionsByCodeSigningConfigInput { CodeSigningConfigArn = made.CodeSigningConfigArn }, Call)).FunctionArns!));
        await RefusedAsync<ResourceConflictException>(async () => await Service.DeleteCodeSigningConfig(new DeleteCodeSigningConfigInput { CodeSigningConfigArn = made.CodeSigningConfigArn }, Call));
        await Service.DeleteFunctionCodeSigningConfig(new DeleteFunctionCodeSigningConfigInput { FunctionName = "f" }, Call);
        Assert.Equal("d", (await Service.UpdateCodeSigningConfig(new UpdateCodeSigningConfigInput { CodeSigningConfigArn = made.CodeSigningConfigArn, Description = "d" }, Call)).CodeSigningConfig.Description);
        Assert.Equal("d", (await Service.GetCodeSigningConfig(new GetCodeSigningConfigInput { CodeSigningConfigArn = made.CodeSigningConfigArn }, Call)).CodeSigningConfig.Description);
        await Service.DeleteCodeSigningConfig(new DeleteCodeSigningConfigInput { CodeSigningConfigArn = made.CodeSigningConfigArn }, Call);
        Assert.Empty((await Service.ListCodeSigningConfigs(new ListCodeSigningConfigsInput(), Call)).CodeSigningConfigs!);
    }

    [NodeFact]
    public async Task Layer_versions_have_policies()
    {
        await Service.PublishLayerVersion(new PublishLayerVersionInput { LayerName = "l", Content = new LayerVersionContentInput { ZipFile = Zip("a", "b") } }, Call);
        await RefusedAsync<ResourceNotFoundException>(async () => await Service.GetLayerVersionPolicy(new GetLayerVersionPolicyInput { LayerName = "l", VersionNumber = 1 }, Call));
        var added = await Service.AddLayerVersionPermission(new AddLayerVersionPermissionInput { LayerName = "l", VersionNumber = 1, StatementId = "s", Action = "lambda:GetLayerVersion", Principal = "111111111111" }, Call);
        var policy = await Service.GetLayerVersionPolicy(new GetLayerVersionPolicyInput { LayerName = "l", VersionNumber = 1 }, Call);
        Assert.Equal(added.RevisionId, policy.RevisionId);
        Assert.Equal(policy.Policy, Assert.Single((await new LambdaFacts(Store).OfAsync("arn:aws:lambda:us-east-1:000000000000:layer:l:1", default))!.Policies));
        await RefusedAsync<PreconditionFailedException>(async () => await Service.RemoveLayerVersionPermission(new RemoveLayerVersionPermissionInput { LayerName = "l", VersionNumber = 1, StatementId = "s", RevisionId = "x" }, Call));
        await Service.RemoveLayerVersionPermission(new RemoveLayerVersionPermissionInput { LayerName = "l", VersionNumber = 1, StatementId = "s" }, Call);
        await RefusedAsync<ResourceNotFoundException>(async () => await Service.GetLayerVersionPolicy(new GetLayerVersionPolicyInput { LayerName = "l", VersionNumber = 1 }, Call));
    }

    [NodeFact]
    public async Task Recursion_and_runtime_updates_are_kept()
    {
        await MakeAsync();
        Assert.Equal("Terminate", (await Service.GetFunctionRecursionConfig(new GetFunctionRecursionConfigInput { FunctionName = "f" }, Call)).RecursiveLoop);
        await Service.PutFunctionRecursionConfig(new PutFunctionRecursionConfigInput { FunctionName = "f", RecursiveLoop = "Allow" }, Call);
        Assert.Equal("Allow", (await Service.GetFunctionRecursionConfig(new GetFunctionRecursionConfigInput { FunctionName = "f" }, Call)).RecursiveLoop);
        await RefusedAsync<InvalidParameterValueException>(async () => await Service.PutRuntimeManagementConfig(new PutRuntimeManagementConfigInput { FunctionName = "f", UpdateRuntimeOn = "Manual" }, Call));
        await Service.PutRuntimeManagementConfig(new PutRuntimeManagementConfigInput { FunctionName = "f", UpdateRuntimeOn = "FunctionUpdate" }, Call);
        Assert.Equal("FunctionUpdate", (await Service.GetRuntimeManagementConfig(new GetRuntimeManagementConfigInput { FunctionName = "f" }, Call)).UpdateRuntimeOn);
    }

    [NodeFact]
    public async Task Events_may_be_queued_in_the_way_of_2014()
    {
        await MakeAsync("exports.handler = async () => 1;");
        Assert.Equal(202, (await Service.InvokeAsync(new InvokeAsyncInput { FunctionName = "f", InvokeArgs = Encoding.UTF8.GetBytes("{}") }, Call)).Status);
        await RefusedAsync<ResourceNotFoundException>(async () => await Service.InvokeAsync(new InvokeAsyncInput { FunctionName = "g" }, Call));
    }
}
