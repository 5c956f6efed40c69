using System.Text.Json;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Logs;

internal sealed partial class LogsService
{
    // AWS: ten policies for each region of an account.
    private const int MostPolicies = 10;

    public async ValueTask<PutResourcePolicyOutput> PutResourcePolicy(PutResourcePolicyInput input, CallContext call)
    {
        if (input.ResourceArn is not null) throw CommonException.NotSupported("A resource policy of one log group (resourceArn)");
        if (input.PolicyName is null || input.PolicyDocument is null) throw new InvalidParameterException("policyName and policyDocument must be specified.");
        try
        {
            using var document = JsonDocument.Parse(input.PolicyDocument);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("Statement", out _)) throw new InvalidParameterException("Policy document is malformed.");
        }
        catch (JsonException)
        {
            throw new InvalidParameterException("Policy document is malformed.");
        }
        var key = new NamedKey(call.Account, call.Region, input.PolicyName);
        var record = new PolicyRecord(input.PolicyDocument, call.Now, Ids.NewGuid().ToString());
        await store.WriteAsync(
            async ValueTask (tx) =>
            {
                var all = await LogsTables.Policies.RangeAsync(tx, LogsTables.Policies.Prefix(call.Account, call.Region));
                if (all.Count >= MostPolicies && !all.Any(p => p.Key == key)) throw new LimitExceededException("Resource limit exceeded.");
                LogsTables.Policies.Put(tx, key, record);
            },
            call.Cancelled);
        return new PutResourcePolicyOutput { ResourcePolicy = View(key, record), RevisionId = record.Revision };
    }

    public ValueTask<DescribeResourcePoliciesOutput> DescribeResourcePolicies(DescribeResourcePoliciesInput input, CallContext call) => store.ReadAsync(
        async tx =>
        {
            var rows = await LogsTables.Policies.RangeAsync(tx, LogsTables.Policies.Prefix(call.Account, call.Region));
            var (page, next) = Paging.Page(rows.Where(_ => input.PolicyScope is not "RESOURCE" && input.ResourceArn is null), r => r.Key.Name, input.NextToken, input.Limit ?? 50);
            return new DescribeResourcePoliciesOutput { ResourcePolicies = [.. page.Select(r => View(r.Key, r.Record))], NextToken = next };
        },
        call.Cancelled);

    public async ValueTask DeleteResourcePolicy(DeleteResourcePolicyInput input, CallContext call)
    {
        var key = new NamedKey(call.Account, call.Region, input.PolicyName ?? throw new InvalidParameterException("policyName must be specified."));
        await store.WriteAsync(
            async ValueTask (tx) =>
            {
                if (!await LogsTables.Policies.ExistsAsync(tx, key)) throw new ResourceNotFoundException($"Policy with name [{key.Name}] does not exist");
                LogsTables.Policies.Delete(tx, key);
            },
            call.Cancelled);
    }

    private static ResourcePolicy View(NamedKey key, PolicyRecord record) => new()
    {
        PolicyName = key.Name, PolicyDocument = record.Document, LastUpdatedTime = record.Updated.ToUnixTimeMilliseconds(), PolicyScope = "ACCOUNT", RevisionId = record.Revision,
    };
}
