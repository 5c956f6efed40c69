using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Logs;

internal sealed partial class LogsService
{
    // AWS: the values that retentionInDays may have.
    private static readonly int[] Retentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    public async ValueTask CreateLogGroup(CreateLogGroupInput input, CallContext call)
    {
        var key = Key(input.LogGroupName, call);
        var group = new GroupRecord
        {
            Id = Ids.NewInt64(), Created = call.Now, Class = input.LogGroupClass ?? "STANDARD", KmsKey = input.KmsKeyId, Protected = input.DeletionProtectionEnabled ?? false, Tags = input.Tags ?? new Dictionary<string, string>(),
        };
        await store.WriteAsync(
            async ValueTask (tx) =>
            {
                if (await LogsTables.Groups.ExistsAsync(tx, key)) throw new ResourceAlreadyExistsException("The specified log group already exists");
                LogsTables.Groups.Put(tx, key, group);
            },
            call.Cancelled);
    }

    public async ValueTask DeleteLogGroup(DeleteLogGroupInput input, CallContext call)
    {
        var key = Key(input.LogGroupName, call);
        await store.WriteAsync(
            async ValueTask (tx) =>
            {
                var group = await FindAsync(tx, key);
                if (group.Protected) throw new ValidationException("The log group is protected from deletion.");
                LogJobs.Remove(tx, key, group, call.Now);
            },
            call.Cancelled);
    }

    public async ValueTask<DescribeLogGroupsOutput> DescribeLogGroups(DescribeLogGroupsInput input, CallContext call)
    {
        if (input.LogGroupNamePrefix is not null && input.LogGroupNamePattern is { Length: > 0 })
            throw new InvalidParameterException("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        var limit = input.Limit ?? 50;
        var after = Tokens.Read(input.NextToken);
        return await store.ReadAsync(
            async tx =>
            {
                var rows = await LogsTables.Groups.RangeAsync(
                    tx, LogsTables.Groups.TextPrefix(call.Account, call.Region, input.LogGroupNamePrefix ?? ""), after: after is null ? null : new GroupKey(call.Account, call.Region, after));
                var found = rows.Where(r => (input.LogGroupNamePattern is not { Length: > 0 } p || r.Key.Name.Contains(p, StringComparison.OrdinalIgnoreCase)) && (input.LogGroupClass is null || r.Record.Class == input.LogGroupClass))
                    .Take(limit + 1).ToArray();
                var groups = new List<LogGroup>();
                foreach (var (key, group) in found.Take(limit))
                {
                    var streams = await LogsTables.Streams.RangeAsync(tx, LogsTables.Streams.Prefix(group.Id));
                    groups.Add(new LogGroup
                    {
                        LogGroupName = key.Name, CreationTime = group.Created.ToUnixTimeMilliseconds(), RetentionInDays = group.RetentionDays, MetricFilterCount = group.MetricFilters.Count, Arn = LogNames.GroupArn(key) + ":*",
                        LogGroupArn = LogNames.GroupArn(key), StoredBytes = streams.Sum(s => s.Record.Bytes), KmsKeyId = group.KmsKey, LogGroupClass = group.Class, DeletionProtectionEnabled = group.Protected,
                    });
                }
                return new DescribeLogGroupsOutput { LogGroups = groups, NextToken = found.Length > limit ? Tokens.Write(found[limit - 1].Key.Name) : null };
            },
            call.Cancelled);
    }

    public ValueTask PutRetentionPolicy(PutRetentionPolicyInput input, CallContext call)
    {
        if (Array.IndexOf(Retentions, input.RetentionInDays) < 0)
            throw new InvalidParameterException($"1 validation error detected: Value '{input.RetentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", Retentions)}]");
        var key = Key(input.LogGroupName, call);
        return UpdateAsync(key, call, (tx, group) =>
        {
            LogJobs.ScheduleRetention(tx, key, group.Id, call.Now);
            return group with { RetentionDays = input.RetentionInDays };
        });
    }

    public ValueTask DeleteRetentionPolicy(DeleteRetentionPolicyInput input, CallContext call) =>
        UpdateAsync(Key(input.LogGroupName, call), call, (tx, group) =>
        {
            LogJobs.UnscheduleRetention(tx, group.Id);
            return group with { RetentionDays = null };
        });

    public ValueTask PutLogGroupDeletionProtection(PutLogGroupDeletionProtectionInput input, CallContext call) =>
        UpdateAsync(LogNames.OfArn(input.LogGroupIdentifier, call), call, (_, group) => group with { Protected = input.DeletionProtectionEnabled });

    public ValueTask AssociateKmsKey(AssociateKmsKeyInput input, CallContext call) =>
        UpdateAsync(LogNames.Group(input.LogGroupName, input.ResourceIdentifier, call), call, (_, group) => group with { KmsKey = input.KmsKeyId });

    public ValueTask DisassociateKmsKey(DisassociateKmsKeyInput input, CallContext call) =>
        UpdateAsync(LogNames.Group(input.LogGroupName, input.ResourceIdentifier, call), call, (_, group) => group with { KmsKey = null });

    public ValueTask TagLogGroup(TagLogGroupInput input, CallContext call) => TagAsync(Key(input.LogGroupName, call), input.Tags, call);

    public ValueTask UntagLogGroup(UntagLogGroupInput input, CallContext call) => UntagAsync(Key(input.LogGroupName, call), input.Tags, call);

    public async ValueTask<ListTagsLogGroupOutput> ListTagsLogGroup(ListTagsLogGroupInput input, CallContext call) => new()
    {
        Tags = (await store.ReadAsync(tx => FindAsync(tx, Key(input.LogGroupName, call)), call.Cancelled)).Tags,
    };

    public ValueTask TagResource(TagResourceInput input, CallContext call) => TagAsync(LogNames.OfArn(input.ResourceArn, call), input.Tags, call);

    public ValueTask UntagResource(UntagResourceInput input, CallContext call) => UntagAsync(LogNames.OfArn(input.ResourceArn, call), input.TagKeys, call);

    public async ValueTask<ListTagsForResourceOutput> ListTagsForResource(ListTagsForResourceInput input, CallContext call) => new()
    {
        Tags = (await store.ReadAsync(tx => FindAsync(tx, LogNames.OfArn(input.ResourceArn, call)), call.Cancelled)).Tags,
    };

    private ValueTask TagAsync(GroupKey key, IReadOnlyDictionary<string, string> tags, CallContext call) => UpdateAsync(key, call, (_, group) =>
    {
        var all = new Dictionary<string, string>(group.Tags);
        foreach (var (name, value) in tags) all[name] = value;
        return all.Count > 50 ? throw new TooManyTagsException("The resource has too many tags: 50 are allowed.") : group with { Tags = all };
    });

    private ValueTask UntagAsync(GroupKey key, IReadOnlyList<string> names, CallContext call) => UpdateAsync(key, call, (_, group) =>
    {
        var rest = new Dictionary<string, string>(group.Tags);
        foreach (var name in names) rest.Remove(name);
        return group with { Tags = rest };
    });
}
