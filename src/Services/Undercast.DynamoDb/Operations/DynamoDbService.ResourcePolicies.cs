using System.Text;
using System.Text.Json;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    private const int MostPolicyBytes = 20 * 1024;
    private const string NoPolicy = "NO_POLICY";

    public async ValueTask<GetResourcePolicyOutput> GetResourcePolicy(GetResourcePolicyInput input, CallContext call)
    {
        var (key, rest) = Governed(input.ResourceArn);
        return await store.ReadAsync(
            async tx =>
            {
                await GovernedAsync(tx, key, rest, input.ResourceArn);
                var policy = await DynamoDbTables.Policies.GetAsync(tx, PolicyKey(key, rest)) ?? throw Absent(input.ResourceArn);
                return new GetResourcePolicyOutput { Policy = policy.Policy, RevisionId = policy.Revision };
            },
            call.Cancelled);
    }

    public async ValueTask<PutResourcePolicyOutput> PutResourcePolicy(PutResourcePolicyInput input, CallContext call)
    {
        var (key, rest) = Governed(input.ResourceArn);
        CheckPolicy(input.Policy);
        var revision = CallContext.NewRequestId();
        await store.WriteAsync(
            async tx =>
            {
                await GovernedAsync(tx, key, rest, input.ResourceArn);
                var current = await DynamoDbTables.Policies.GetAsync(tx, PolicyKey(key, rest));
                if (input.ExpectedRevisionId is { } expected && expected != (current?.Revision ?? NoPolicy)) throw Absent(input.ResourceArn);
                DynamoDbTables.Policies.Put(tx, PolicyKey(key, rest), new PolicyRecord(input.Policy, revision));
            },
            call.Cancelled);
        return new PutResourcePolicyOutput { RevisionId = revision };
    }

    public async ValueTask<DeleteResourcePolicyOutput> DeleteResourcePolicy(DeleteResourcePolicyInput input, CallContext call)
    {
        var (key, rest) = Governed(input.ResourceArn);
        return await store.WriteAsync(
            async tx =>
            {
                await GovernedAsync(tx, key, rest, input.ResourceArn);
                var current = await DynamoDbTables.Policies.GetAsync(tx, PolicyKey(key, rest));
                if (input.ExpectedRevisionId is { } expected && expected != current?.Revision) throw Absent(input.ResourceArn);
                DynamoDbTables.Policies.Delete(tx, PolicyKey(key, rest));
                return new DeleteResourcePolicyOutput { RevisionId = current?.Revision };
            },
            call.Cancelled);
    }

    private async ValueTask GovernedAsync(IReadTransaction tx, TableKey key, string rest, string arn)
    {
        var found = rest.Length == 0
            ? await catalog.FindAsync(tx, key) is not null
            : await DynamoDbTables.Streams.ExistsAsync(tx, new StreamKey(key, rest["/stream/".Length..]));
        if (!found) throw new ResourceNotFoundException($"Requested resource not found: ResourceArn: {arn} not found");
    }

    private static PolicyNotFoundException Absent(string arn) => new($"Resource-based policy not found for the provided ResourceArn: {arn}");

    private static (TableKey Key, string Part) Governed(string arn) =>
        TableNames.TryParseArn(arn, out var key, out var rest) && (rest.Length == 0 || rest.StartsWith("/stream/", StringComparison.Ordinal))
            ? (key, rest)
            : throw Faults.Validation($"Invalid ResourceArn: Invalid ResourceArn provided as input {arn}");

    // What a policy says is the evaluator's matter; here it must be one JSON object of a size that AWS takes.
    private static void CheckPolicy(string policy)
    {
        if (Encoding.UTF8.GetByteCount(policy) > MostPolicyBytes) throw Faults.Validation("Resource-based policy size exceeds the limit of 20 KB");
        try
        {
            using var document = JsonDocument.Parse(policy);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("Statement", out _)) return;
        }
        catch (JsonException)
        {
            // Told below, with everything else that is no policy.
        }
        throw Faults.Validation("Invalid policy document: The policy is not a valid JSON policy document");
    }
}
