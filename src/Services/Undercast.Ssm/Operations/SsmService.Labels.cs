using System.Text.RegularExpressions;
using Undercast.Kernel;

namespace Undercast.Ssm;

internal sealed partial class SsmService
{
    private const int MaxLabels = 10;

    public async ValueTask<LabelParameterVersionOutput> LabelParameterVersion(LabelParameterVersionInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var (key, head, version) = await VersionAsync(tx, input.Name, input.ParameterVersion, call);
            var good = input.Labels.Where(l => Label().IsMatch(l)).ToArray();
            var labels = new Dictionary<string, long>(head.Labels);
            foreach (var label in good) labels[label] = version;
            if (labels.Count(l => l.Value == version) > MaxLabels)
                throw new ParameterVersionLabelLimitExceeded($"A parameter version can have maximum {MaxLabels} labels.Move one or more labels to another version and try again.");
            SsmTables.Parameters.Put(tx, key, head with { Labels = labels });
            return new LabelParameterVersionOutput { InvalidLabels = [.. input.Labels.Except(good)], ParameterVersion = version };
        },
        call.Cancelled);

    public async ValueTask<UnlabelParameterVersionOutput> UnlabelParameterVersion(UnlabelParameterVersionInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var (key, head, version) = await VersionAsync(tx, input.Name, input.ParameterVersion, call);
            var there = input.Labels.Where(l => head.Labels.TryGetValue(l, out var at) && at == version).ToArray();
            SsmTables.Parameters.Put(tx, key, head with { Labels = head.Labels.Where(l => !there.Contains(l.Key)).ToDictionary() });
            return new UnlabelParameterVersionOutput { RemovedLabels = there, InvalidLabels = [.. input.Labels.Except(there)] };
        },
        call.Cancelled);

    public async ValueTask<DeleteParameterOutput> DeleteParameter(DeleteParameterInput input, CallContext call)
    {
        var name = ParameterNames.Split(input.Name, call, out _);
        ParameterNames.Check(name);
        if (!await store.WriteAsync(tx => RemoveAsync(tx, name, call), call.Cancelled)) throw NotFound(name);
        return new DeleteParameterOutput();
    }

    public async ValueTask<DeleteParametersOutput> DeleteParameters(DeleteParametersInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var (deleted, invalid) = (new List<string>(), new List<string>());
            foreach (var name in input.Names.Distinct(StringComparer.Ordinal)) (await RemoveAsync(tx, ParameterNames.Split(name, call, out _), call) ? deleted : invalid).Add(name);
            return new DeleteParametersOutput { DeletedParameters = deleted, InvalidParameters = invalid };
        },
        call.Cancelled);

    public async ValueTask<AddTagsToResourceOutput> AddTagsToResource(AddTagsToResourceInput input, CallContext call)
    {
        await RetagAsync(input.ResourceType, input.ResourceId, call, tags => Tagged(tags, input.Tags));
        return new AddTagsToResourceOutput();
    }

    public async ValueTask<RemoveTagsFromResourceOutput> RemoveTagsFromResource(RemoveTagsFromResourceInput input, CallContext call)
    {
        await RetagAsync(input.ResourceType, input.ResourceId, call, tags => tags.Where(t => !input.TagKeys.Contains(t.Key)).ToDictionary());
        return new RemoveTagsFromResourceOutput();
    }

    public async ValueTask<ListTagsForResourceOutput> ListTagsForResource(ListTagsForResourceInput input, CallContext call)
    {
        var key = TaggedKey(input.ResourceType, input.ResourceId, call);
        var head = await store.ReadAsync(tx => SsmTables.Parameters.GetAsync(tx, key), call.Cancelled) ?? throw NoResource(input.ResourceId);
        return new ListTagsForResourceOutput { TagList = [.. head.Tags.Select(t => new Tag { Key = t.Key, Value = t.Value })] };
    }

    private async ValueTask RetagAsync(string type, string id, CallContext call, Func<IReadOnlyDictionary<string, string>, Dictionary<string, string>> change)
    {
        var key = TaggedKey(type, id, call);
        await store.WriteAsync<bool>(
            async tx =>
            {
                var head = await SsmTables.Parameters.GetAsync(tx, key) ?? throw NoResource(id);
                SsmTables.Parameters.Put(tx, key, head with { Tags = change(head.Tags) });
                return true;
            },
            call.Cancelled);
    }

    private static ParameterKey TaggedKey(string type, string id, CallContext call) =>
        type == "Parameter" ? KeyOf(ParameterNames.Split(id, call, out _), call) : throw CommonException.NotSupported($"The resource type {type}");

    private static InvalidResourceId NoResource(string id) => new($"The resource ID is not valid. Verify that you entered the correct ID and try again: {id}");

    private static async ValueTask<(ParameterKey Key, ParameterRecord Head, long Version)> VersionAsync(Storage.IReadTransaction tx, string given, long? version, CallContext call)
    {
        var name = ParameterNames.Split(given, call, out _);
        ParameterNames.Check(name);
        var key = KeyOf(name, call);
        var head = await SsmTables.Parameters.GetAsync(tx, key) ?? throw NotFound(name);
        var wanted = version ?? head.Version;
        if (!await SsmTables.Versions.ExistsAsync(tx, new VersionKey(key, wanted)))
            throw new ParameterVersionNotFound($"Systems Manager could not find version {wanted} of {name}. Verify the version and try again.");
        return (key, head, wanted);
    }

    private static async ValueTask<bool> RemoveAsync(Storage.IWriteTransaction tx, string name, CallContext call)
    {
        var key = KeyOf(name, call);
        if (!await SsmTables.Parameters.DeleteAsync(tx, key)) return false;
        SsmTables.Versions.DeleteRange(tx, SsmTables.VersionsOf(key));
        return true;
    }

    // AWS: letters, digits and ._-; not first a digit, nor "aws" or "ssm".
    [GeneratedRegex(@"^(?!aws|ssm|[0-9])[A-Za-z0-9_.-]+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Label();
}
