using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>Where custom resources and wait conditions leave their answers: an address for each question, and a row under it.</summary>
internal sealed class ResponseDesk(IStore store, CloudOptions cloud, TimeProvider time)
{
    public const string Path = "/_aws/cloudformation/response/";

    // AWS: the response of a custom resource has at most 4096 bytes; a signal's data as many.
    public const int MaxBytes = 4096;
    private const int MaxSignals = 1000;

    public string UrlOf(string requestId, ResponseRecord record) => $"{cloud.Endpoint}{Path}{requestId}/{record.Secret}";

    /// <summary>The question's row, a new one unless it has been asked before.</summary>
    public async ValueTask<ResponseRecord> OpenAsync(string requestId, TimeSpan life, CancellationToken ct)
    {
        var fresh = new ResponseRecord { Secret = RandomNumberGenerator.GetHexString(40, lowercase: true), Expires = time.GetUtcNow() + life };
        return await store.WriteAsync(
            async tx =>
            {
                if (await CloudFormationTables.Responses.GetAsync(tx, new ResponseKey(requestId)) is { } known) return known;
                CloudFormationTables.Responses.Put(tx, new ResponseKey(requestId), fresh);
                return fresh;
            },
            ct);
    }

    public async ValueTask AskedAsync(string requestId, CancellationToken ct) => await store.WriteAsync(
        async tx =>
        {
            if (await CloudFormationTables.Responses.GetAsync(tx, new ResponseKey(requestId)) is { } known) CloudFormationTables.Responses.Put(tx, new ResponseKey(requestId), known with { Asked = true });
        },
        ct);

    public async ValueTask CloseAsync(string requestId, CancellationToken ct) => await store.WriteAsync(
        tx =>
        {
            CloudFormationTables.Responses.Delete(tx, new ResponseKey(requestId));
            return ValueTask.CompletedTask;
        },
        ct);

    /// <summary>Takes an answer in; false when nobody asked, or somebody else.</summary>
    public ValueTask<bool> AnswerAsync(string requestId, string secret, string document, CancellationToken ct) => store.WriteAsync(
        async tx =>
        {
            var key = new ResponseKey(requestId);
            if (await CloudFormationTables.Responses.GetAsync(tx, key) is not { } known
                || !CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(known.Secret), System.Text.Encoding.UTF8.GetBytes(secret))) return false;
            var id = UniqueIdOf(document);
            // Who answers twice has answered once.
            if (known.Answers.ContainsKey(id)) return true;
            if (known.Answers.Count >= MaxSignals) return false;
            CloudFormationTables.Responses.Put(tx, key, known with { Answers = new Dictionary<string, string>(known.Answers) { [id] = document } });
            tx.Signal(Subject(requestId));
            return true;
        },
        ct);

    /// <summary>Takes a signal in, which may come before anybody waits for it.</summary>
    public async ValueTask SignalAsync(string requestId, string uniqueId, string status, TimeSpan life, CancellationToken ct)
    {
        var fresh = new ResponseRecord { Secret = RandomNumberGenerator.GetHexString(40, lowercase: true), Expires = time.GetUtcNow() + life };
        await store.WriteAsync(
            async tx =>
            {
                var known = await CloudFormationTables.Responses.GetAsync(tx, new ResponseKey(requestId)) ?? fresh;
                CloudFormationTables.Responses.Put(tx, new ResponseKey(requestId), known with { Answers = new Dictionary<string, string>(known.Answers) { [uniqueId] = status } });
                tx.Signal(Subject(requestId));
            },
            ct);
    }

    /// <summary>Waits until there are <paramref name="count"/> answers, or one for which <paramref name="enough"/> holds, or the time is over; the answers that have come then.</summary>
    public async ValueTask<IReadOnlyDictionary<string, string>> WaitAsync(string requestId, int count, Func<string, bool> enough, DateTimeOffset until, CancellationToken ct, CancellationToken stopping = default)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct, stopping);
        using var subscription = store.Signals.Subscribe(Subject(requestId));
        while (true)
        {
            var record = await store.ReadAsync(tx => CloudFormationTables.Responses.GetAsync(tx, new ResponseKey(requestId)), ct);
            var answers = record?.Answers ?? new Dictionary<string, string>();
            var left = until - time.GetUtcNow();
            if (record is null || answers.Count >= count || answers.Values.Any(enough) || left <= TimeSpan.Zero || stopping.IsCancellationRequested) return answers;
            try
            {
                await subscription.WaitAsync(left, waiting.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return answers;
            }
        }
    }

    /// <summary>A document as an object; null when it is none.</summary>
    public static JsonObject? Read(string document)
    {
        try
        {
            return JsonNode.Parse(document, documentOptions: new JsonDocumentOptions { MaxDepth = 32 }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string UniqueIdOf(string document) => Read(document)?["UniqueId"] is JsonValue value ? PropertyRules.TextOf(value) : "";

    private static string Subject(string requestId) => "cloudformation.response/" + requestId;
}
