using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Ecr.Tests;

public sealed class RepositoryTests : IAsyncLifetime
{
    private const string Rules = """{"rules":[{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"imageCountMoreThan","countNumber":5},"action":{"type":"expire"}}]}""";
    private readonly MemoryStore _store = new();
    private readonly EcrService _service;

    public RepositoryTests() => _service = new EcrService(_store);

    private CallContext Call { get; } = new() { RequestId = CallContext.NewRequestId(), Caller = Principal.Root("000000000000"), Region = "us-east-1", Now = DateTimeOffset.UnixEpoch };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _store.DisposeAsync();

    private async Task<Repository> MakeAsync(string name = "app") => (await _service.CreateRepository(new CreateRepositoryInput { RepositoryName = name, Tags = [new Tag { Key = "k", Value = "v" }] }, Call)).Repository!;

    [Fact]
    public async Task A_repository_is_made_described_and_removed()
    {
        var made = await MakeAsync();
        Assert.Equal(("arn:aws:ecr:us-east-1:000000000000:repository/app", "000000000000.dkr.ecr.us-east-1.amazonaws.com/app", "MUTABLE"), (made.RepositoryArn, made.RepositoryUri, made.ImageTagMutability));
        Assert.Equal("The repository with name 'app' already exists in the registry with id '000000000000'", (await Assert.ThrowsAsync<RepositoryAlreadyExistsException>(() => MakeAsync())).Message);
        await MakeAsync("b/c");
        var page = await _service.DescribeRepositories(new DescribeRepositoriesInput { MaxResults = 1 }, Call);
        Assert.Equal("app", page.Repositories!.Single().RepositoryName);
        Assert.Equal("b/c", (await _service.DescribeRepositories(new DescribeRepositoriesInput { NextToken = page.NextToken }, Call)).Repositories!.Single().RepositoryName);
        await _service.DeleteRepository(new DeleteRepositoryInput { RepositoryName = "app" }, Call);
        Assert.Equal("The repository with name 'app' does not exist in the registry with id '000000000000'",
            (await Assert.ThrowsAsync<RepositoryNotFoundException>(async () => await _service.DescribeRepositories(new DescribeRepositoriesInput { RepositoryNames = ["app"] }, Call))).Message);
    }

    [Fact]
    public async Task Settings_are_kept()
    {
        var arn = (await MakeAsync()).RepositoryArn!;
        await _service.PutImageTagMutability(new PutImageTagMutabilityInput { RepositoryName = "app", ImageTagMutability = "IMMUTABLE" }, Call);
        await _service.PutImageScanningConfiguration(new PutImageScanningConfigurationInput { RepositoryName = "app", ImageScanningConfiguration = new ImageScanningConfiguration { ScanOnPush = true } }, Call);
        var kept = (await _service.DescribeRepositories(new DescribeRepositoriesInput { RepositoryNames = ["app"] }, Call)).Repositories!.Single();
        Assert.Equal(("IMMUTABLE", true), (kept.ImageTagMutability, kept.ImageScanningConfiguration!.ScanOnPush));
        await _service.TagResource(new TagResourceInput { ResourceArn = arn, Tags = [new Tag { Key = "l", Value = "w" }] }, Call);
        await _service.UntagResource(new UntagResourceInput { ResourceArn = arn, TagKeys = ["k"] }, Call);
        Assert.Equal("l", (await _service.ListTagsForResource(new ListTagsForResourceInput { ResourceArn = arn }, Call)).Tags!.Single().Key);
    }

    [Fact]
    public async Task Policies_are_checked_kept_and_removed()
    {
        await MakeAsync();
        const string policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage"}]}""";
        await Assert.ThrowsAsync<InvalidParameterException>(async () => await _service.SetRepositoryPolicy(new SetRepositoryPolicyInput { RepositoryName = "app", PolicyText = "{" }, Call));
        await Assert.ThrowsAsync<RepositoryPolicyNotFoundException>(async () => await _service.GetRepositoryPolicy(new GetRepositoryPolicyInput { RepositoryName = "app" }, Call));
        await _service.SetRepositoryPolicy(new SetRepositoryPolicyInput { RepositoryName = "app", PolicyText = policy }, Call);
        Assert.Equal(policy, (await _service.GetRepositoryPolicy(new GetRepositoryPolicyInput { RepositoryName = "app" }, Call)).PolicyText);
        Assert.Equal([policy], (await new EcrFacts(_store).OfAsync("arn:aws:ecr:us-east-1:000000000000:repository/app", default))!.Policies);
        await _service.DeleteRepositoryPolicy(new DeleteRepositoryPolicyInput { RepositoryName = "app" }, Call);

        await Assert.ThrowsAsync<LifecyclePolicyNotFoundException>(async () => await _service.GetLifecyclePolicy(new GetLifecyclePolicyInput { RepositoryName = "app" }, Call));
        await Assert.ThrowsAsync<InvalidParameterException>(async () => await _service.PutLifecyclePolicy(new PutLifecyclePolicyInput { RepositoryName = "app", LifecyclePolicyText = "[]" }, Call));
        await _service.PutLifecyclePolicy(new PutLifecyclePolicyInput { RepositoryName = "app", LifecyclePolicyText = Rules }, Call);
        Assert.Equal(Rules, (await _service.GetLifecyclePolicy(new GetLifecyclePolicyInput { RepositoryName = "app" }, Call)).LifecyclePolicyText);
        Assert.Equal(Rules, (await _service.DeleteLifecyclePolicy(new DeleteLifecyclePolicyInput { RepositoryName = "app" }, Call)).LifecyclePolicyText);
    }
}
