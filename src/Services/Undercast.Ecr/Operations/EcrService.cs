using System.Text;
using System.Text.Json;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Ecr;

/// <summary>The operations. Repositories are kept with their settings; there is no registry that images could be pushed to.</summary>
internal sealed class EcrService(IStore store) : IEcr
{
    private const int MaxTags = 50;

    public async ValueTask<CreateRepositoryOutput> CreateRepository(CreateRepositoryInput input, CallContext call)
    {
        var key = KeyOf(input.RepositoryName, input.RegistryId, call);
        if (input.EncryptionConfiguration is { EncryptionType: not "AES256" }) throw CommonException.NotSupported("Encryption by keys of KMS");
        var record = new RepositoryRecord
        {
            Created = call.Now,
            TagsMove = input.ImageTagMutability != "IMMUTABLE",
            ScansOnPush = input.ImageScanningConfiguration?.ScanOnPush ?? false,
            Tags = Tagged(new Dictionary<string, string>(), input.Tags),
        };
        await store.WriteAsync<bool>(
            async tx =>
            {
                if (await EcrTables.Repositories.ExistsAsync(tx, key))
                    throw new RepositoryAlreadyExistsException($"The repository with name '{key.Name}' already exists in the registry with id '{key.Account}'");
                EcrTables.Repositories.Put(tx, key, record);
                return true;
            },
            call.Cancelled);
        return new CreateRepositoryOutput { Repository = Show(key, record, call) };
    }

    public async ValueTask<DescribeRepositoriesOutput> DescribeRepositories(DescribeRepositoriesInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            if (input.RepositoryNames is { Count: > 0 } names)
            {
                var found = new List<Repository>();
                foreach (var name in names)
                {
                    var key = KeyOf(name, input.RegistryId, call);
                    found.Add(Show(key, await FindAsync(tx, key), call));
                }
                return new DescribeRepositoriesOutput { Repositories = found };
            }
            var most = input.MaxResults ?? 100;
            var rows = await EcrTables.Repositories.RangeAsync(
                tx, EcrTables.Repositories.Prefix(call.Account, call.Region), most + 1, after: input.NextToken is null ? null : new RepositoryKey(call.Account, call.Region, input.NextToken));
            return new DescribeRepositoriesOutput { Repositories = [.. rows.Take(most).Select(r => Show(r.Key, r.Record, call))], NextToken = rows.Count > most ? rows[most - 1].Key.Name : null };
        },
        call.Cancelled);

    public async ValueTask<DeleteRepositoryOutput> DeleteRepository(DeleteRepositoryInput input, CallContext call)
    {
        var key = KeyOf(input.RepositoryName, input.RegistryId, call);
        return await store.WriteAsync(
            async tx =>
            {
                var record = await FindAsync(tx, key);
                EcrTables.Repositories.Delete(tx, key);
                return new DeleteRepositoryOutput { Repository = Show(key, record, call) };
            },
            call.Cancelled);
    }

    public async ValueTask<SetRepositoryPolicyOutput> SetRepositoryPolicy(SetRepositoryPolicyInput input, CallContext call)
    {
        if (PolicyChecker.Check(input.PolicyText, PolicyPurpose.Resource) is { } fault) throw new InvalidParameterException($"Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided': {fault}");
        var key = KeyOf(input.RepositoryName, input.RegistryId, call);
        await ChangeAsync(key, r => r with { Policy = input.PolicyText }, call);
        return new SetRepositoryPolicyOutput { RegistryId = key.Account, RepositoryName = key.Name, PolicyText = input.PolicyText };
    }

    public async ValueTask<GetRepositoryPolicyOutput> GetRepositoryPolicy(GetRepositoryPolicyInput input, CallContext call)
    {
        var (key, record) = await ReadAsync(input.RepositoryName, input.RegistryId, call);
        return new GetRepositoryPolicyOutput { RegistryId = key.Account, RepositoryName = key.Name, PolicyText = record.Policy ?? throw NoPolicy(key) };
    }

    public async ValueTask<DeleteRepositoryPolicyOutput> DeleteRepositoryPolicy(DeleteRepositoryPolicyInput input, CallContext call)
    {
        var key = KeyOf(input.RepositoryName, input.RegistryId, call);
        var before = await ChangeAsync(key, r => r.Policy is null ? throw NoPolicy(key) : r with { Policy = null }, call);
        return new DeleteRepositoryPolicyOutput { RegistryId = key.Account, RepositoryName = key.Name, PolicyText = before.Policy };
    }

    public async ValueTask<PutLifecyclePolicyOutput> PutLifecyclePolicy(PutLifecyclePolicyInput input, CallContext call)
    {
        CheckLifecycle(input.LifecyclePolicyText);
        var key = KeyOf(input.RepositoryName, input.RegistryId, call);
        await ChangeAsync(key, r => r with { LifecyclePolicy = input.LifecyclePolicyText }, call);
        return new PutLifecyclePolicyOutput { RegistryId = key.Account, RepositoryName = key.Name, LifecyclePolicyText = input.LifecyclePolicyText };
    }

    public async ValueTask<GetLifecyclePolicyOutput> GetLifecyclePolicy(GetLifecyclePolicyInput input, CallContext call)
    {
        var (key, record) = await ReadAsync(input.RepositoryName, input.RegistryId, call);
        return new GetLifecyclePolicyOutput { RegistryId = key.Account, RepositoryName = key.Name, LifecyclePolicyText = record.LifecyclePolicy ?? throw NoLifecycle(key) };
    }

    public async ValueTask<DeleteLifecyclePolicyOutput> DeleteLifecyclePolicy(DeleteLifecyclePolicyInput input, CallContext call)
    {
        var key = KeyOf(input.RepositoryName, input.RegistryId, call);
        var before = await ChangeAsync(key, r => r.LifecyclePolicy is null ? throw NoLifecycle(key) : r with { LifecyclePolicy = null }, call);
        return new DeleteLifecyclePolicyOutput { RegistryId = key.Account, RepositoryName = key.Name, LifecyclePolicyText = before.LifecyclePolicy };
    }

    public async ValueTask<PutImageScanningConfigurationOutput> PutImageScanningConfiguration(PutImageScanningConfigurationInput input, CallContext call)
    {
        var key = KeyOf(input.RepositoryName, input.RegistryId, call);
        await ChangeAsync(key, r => r with { ScansOnPush = input.ImageScanningConfiguration.ScanOnPush ?? false }, call);
        return new PutImageScanningConfigurationOutput { RegistryId = key.Account, RepositoryName = key.Name, ImageScanningConfiguration = input.ImageScanningConfiguration };
    }

    public async ValueTask<PutImageTagMutabilityOutput> PutImageTagMutability(PutImageTagMutabilityInput input, CallContext call)
    {
        var key = KeyOf(input.RepositoryName, input.RegistryId, call);
        await ChangeAsync(key, r => r with { TagsMove = input.ImageTagMutability != "IMMUTABLE" }, call);
        return new PutImageTagMutabilityOutput { RegistryId = key.Account, RepositoryName = key.Name, ImageTagMutability = input.ImageTagMutability };
    }

    public async ValueTask<TagResourceOutput> TagResource(TagResourceInput input, CallContext call)
    {
        await ChangeAsync(KeyOf(input.ResourceArn), r => r with { Tags = Tagged(r.Tags, input.Tags) }, call);
        return new TagResourceOutput();
    }

    public async ValueTask<UntagResourceOutput> UntagResource(UntagResourceInput input, CallContext call)
    {
        await ChangeAsync(KeyOf(input.ResourceArn), r => r with { Tags = r.Tags.Where(t => !input.TagKeys.Contains(t.Key)).ToDictionary() }, call);
        return new UntagResourceOutput();
    }

    public async ValueTask<ListTagsForResourceOutput> ListTagsForResource(ListTagsForResourceInput input, CallContext call)
    {
        var key = KeyOf(input.ResourceArn);
        var record = await store.ReadAsync(tx => FindAsync(tx, key), call.Cancelled);
        return new ListTagsForResourceOutput { Tags = [.. record.Tags.Select(t => new Tag { Key = t.Key, Value = t.Value })] };
    }

    /// <summary>Changes a repository and gives what it was before.</summary>
    private async ValueTask<RepositoryRecord> ChangeAsync(RepositoryKey key, Func<RepositoryRecord, RepositoryRecord> change, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var before = await FindAsync(tx, key);
            EcrTables.Repositories.Put(tx, key, change(before));
            return before;
        },
        call.Cancelled);

    private async ValueTask<(RepositoryKey Key, RepositoryRecord Record)> ReadAsync(string name, string? registry, CallContext call)
    {
        var key = KeyOf(name, registry, call);
        return (key, await store.ReadAsync(tx => FindAsync(tx, key), call.Cancelled));
    }

    private static async ValueTask<RepositoryRecord> FindAsync(IReadTransaction tx, RepositoryKey key) =>
        await EcrTables.Repositories.GetAsync(tx, key) ?? throw new RepositoryNotFoundException($"The repository with name '{key.Name}' does not exist in the registry with id '{key.Account}'");

    private static RepositoryKey KeyOf(string name, string? registry, CallContext call) => new(registry ?? call.Account, call.Region, name);

    private static RepositoryKey KeyOf(string text) =>
        Arn.TryParse(text, out var arn) && arn.Service == "ecr" && arn.Resource.StartsWith("repository/", StringComparison.Ordinal)
            ? new RepositoryKey(arn.Account, arn.Region, arn.Resource["repository/".Length..])
            : throw new InvalidParameterException($"Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN'");

    private static Dictionary<string, string> Tagged(IReadOnlyDictionary<string, string> tags, IReadOnlyList<Tag>? added)
    {
        var all = new Dictionary<string, string>(tags);
        foreach (var tag in added ?? []) all[tag.Key] = tag.Value;
        return all.Count <= MaxTags ? all : throw new TooManyTagsException($"The number of tags exceeds the limit of {MaxTags} per resource.");
    }

    private static void CheckLifecycle(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text), new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("rules", out var rules) && rules.ValueKind == JsonValueKind.Array && rules.GetArrayLength() > 0) return;
        }
        catch (JsonException)
        {
            // Told below, like a document of another form.
        }
        throw new InvalidParameterException("Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure'");
    }

    private static RepositoryPolicyNotFoundException NoPolicy(RepositoryKey key) =>
        new($"Repository policy does not exist for the repository with name '{key.Name}' in the registry with id '{key.Account}'");

    private static LifecyclePolicyNotFoundException NoLifecycle(RepositoryKey key) =>
        new($"Lifecycle policy does not exist for the repository with name '{key.Name}' in the registry with id '{key.Account}'");

    private static Repository Show(RepositoryKey key, RepositoryRecord record, CallContext call) => new()
    {
        RepositoryArn = $"arn:{call.Partition}:ecr:{key.Region}:{key.Account}:repository/{key.Name}",
        RegistryId = key.Account,
        RepositoryName = key.Name,
        RepositoryUri = $"{key.Account}.dkr.ecr.{key.Region}.amazonaws.com/{key.Name}",
        CreatedAt = record.Created,
        ImageTagMutability = record.TagsMove ? "MUTABLE" : "IMMUTABLE",
        ImageScanningConfiguration = new ImageScanningConfiguration { ScanOnPush = record.ScansOnPush },
        EncryptionConfiguration = new EncryptionConfiguration { EncryptionType = "AES256" },
    };
}
