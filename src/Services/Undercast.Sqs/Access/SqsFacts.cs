using Undercast.Cloud;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Sqs;

/// <summary>What policies can ask of queues.</summary>
internal sealed class SqsFacts(IStore store) : IResourceFacts
{
    public string ActionPrefix => "sqs";

    public async ValueTask<ResourceFacts?> OfAsync(string resource, CancellationToken ct)
    {
        if (!QueueNames.TryParseArn(resource, out var key)) return null;
        var queue = await store.ReadAsync(tx => SqsTables.Queues.GetAsync(tx, key), ct);
        return queue is null ? null : new ResourceFacts { Policies = queue.Policy is { } policy ? [policy] : [], Tags = queue.Tags, Grants = PolicyGrants.Services };
    }

    public void AddConditionKeys(OperationDescriptor operation, object input, Permission permission, Action<string, string> keys)
    {
        var tags = input switch { CreateQueueInput i => i.Tags, TagQueueInput i => i.Tags, _ => null };
        foreach (var (key, value) in tags ?? new Dictionary<string, string>())
        {
            keys($"aws:RequestTag/{key}", value);
            keys("aws:TagKeys", key);
        }
        if (input is UntagQueueInput { TagKeys: { } removed })
        {
            foreach (var key in removed) keys("aws:TagKeys", key);
        }
    }

    // AWS: this service names its actions in lower case when it refuses them.
    public string Spell(string action) => action.ToLowerInvariant();
}
