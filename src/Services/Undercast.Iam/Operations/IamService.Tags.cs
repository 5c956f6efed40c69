using Undercast.Kernel;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    private const int MostTags = 50;

    private static IReadOnlyList<Tag>? TagsOf(EntityRecord entity) =>
        entity.TagMap.Count == 0 ? null : [.. entity.TagMap.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new Tag { Key = t.Key, Value = t.Value })];

    /// <summary>The tags with more of them; keys are unique without regard to case.</summary>
    private static Dictionary<string, string>? Merged(IReadOnlyDictionary<string, string>? tags, IReadOnlyList<Tag>? more)
    {
        if (more is not { Count: > 0 }) return tags?.ToDictionary();
        var given = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var merged = new Dictionary<string, string>(tags ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase);
        foreach (var tag in more)
        {
            if (!given.Add(tag.Key)) throw new InvalidInputException("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            if (tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) throw new InvalidInputException("aws: prefixed tag key names are not allowed for external use.");
            merged.Remove(tag.Key);
            merged[tag.Key] = tag.Value;
        }
        if (merged.Count > MostTags) throw new LimitExceededException($"The number of tags has reached the maximum limit.");
        return merged;
    }

    private static Dictionary<string, string> Without(EntityRecord entity, IReadOnlyList<string> keys) =>
        entity.TagMap.Where(t => !keys.Contains(t.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary();

    private async ValueTask TagAsync(CallContext call, string kind, string name, IReadOnlyList<Tag> tags) => await UpdateAsync(call, kind, name, e => e with { Tags = Merged(e.Tags, tags) });

    private async ValueTask UntagAsync(CallContext call, string kind, string name, IReadOnlyList<string> keys) => await UpdateAsync(call, kind, name, e => e with { Tags = Without(e, keys) });

    private static (IReadOnlyList<Tag> Rows, string? Marker) TagPage(EntityRecord entity, string? marker, int? maxItems) => Page(TagsOf(entity) ?? [], t => t.Key, marker, maxItems);

    public ValueTask TagUser(TagUserInput input, CallContext call) => TagAsync(call, EntityKind.User, input.UserName, input.Tags);

    public ValueTask UntagUser(UntagUserInput input, CallContext call) => UntagAsync(call, EntityKind.User, input.UserName, input.TagKeys);

    public async ValueTask<ListUserTagsOutput> ListUserTags(ListUserTagsInput input, CallContext call)
    {
        var (rows, marker) = TagPage(await ReadAsync(call, tx => FindAsync(tx, call, EntityKind.User, input.UserName)), input.Marker, input.MaxItems);
        return new ListUserTagsOutput { Tags = rows, IsTruncated = marker is not null, Marker = marker };
    }

    public ValueTask TagRole(TagRoleInput input, CallContext call) => TagAsync(call, EntityKind.Role, input.RoleName, input.Tags);

    public ValueTask UntagRole(UntagRoleInput input, CallContext call) => UntagAsync(call, EntityKind.Role, input.RoleName, input.TagKeys);

    public async ValueTask<ListRoleTagsOutput> ListRoleTags(ListRoleTagsInput input, CallContext call)
    {
        var (rows, marker) = TagPage(await ReadAsync(call, tx => FindAsync(tx, call, EntityKind.Role, input.RoleName)), input.Marker, input.MaxItems);
        return new ListRoleTagsOutput { Tags = rows, IsTruncated = marker is not null, Marker = marker };
    }

    public ValueTask TagInstanceProfile(TagInstanceProfileInput input, CallContext call) => TagAsync(call, EntityKind.Profile, input.InstanceProfileName, input.Tags);

    public ValueTask UntagInstanceProfile(UntagInstanceProfileInput input, CallContext call) => UntagAsync(call, EntityKind.Profile, input.InstanceProfileName, input.TagKeys);

    public async ValueTask<ListInstanceProfileTagsOutput> ListInstanceProfileTags(ListInstanceProfileTagsInput input, CallContext call)
    {
        var (rows, marker) = TagPage(await ReadAsync(call, tx => FindAsync(tx, call, EntityKind.Profile, input.InstanceProfileName)), input.Marker, input.MaxItems);
        return new ListInstanceProfileTagsOutput { Tags = rows, IsTruncated = marker is not null, Marker = marker };
    }

    public async ValueTask TagPolicy(TagPolicyInput input, CallContext call) => await UpdatePolicyAsync(call, input.PolicyArn, p => p with { Tags = Merged(p.Tags, input.Tags) });

    public async ValueTask UntagPolicy(UntagPolicyInput input, CallContext call) => await UpdatePolicyAsync(call, input.PolicyArn, p => p with { Tags = Without(p, input.TagKeys) });

    public async ValueTask<ListPolicyTagsOutput> ListPolicyTags(ListPolicyTagsInput input, CallContext call)
    {
        var policy = await ReadAsync(call, async tx => await OwnPolicyAsync(tx, call, input.PolicyArn) ?? throw IamFaults.PolicyMissing(input.PolicyArn));
        var (rows, marker) = TagPage(policy, input.Marker, input.MaxItems);
        return new ListPolicyTagsOutput { Tags = rows, IsTruncated = marker is not null, Marker = marker };
    }
}
