using System.Globalization;
using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>Answers browsers for buckets that say which pages may use them.</summary>
internal sealed class S3CrossOrigin(IStore store) : ICrossOriginRules
{
    public string SigningName => "s3";

    public async ValueTask<CrossOriginAnswer?> OfAsync(CrossOriginRequest request, CancellationToken ct)
    {
        var slash = request.Path.IndexOf('/', 1);
        var name = slash < 0 ? request.Path[1..] : request.Path[1..slash];
        if (name.Length is < 3 or > 63) return null;
        var bucket = await store.ReadAsync(tx => S3Tables.Buckets.GetAsync(tx, new BucketKey(name)), ct);
        // Differs: without rules of the bucket's own, the cloud's rules for browsers hold, so that pages of this machine get on.
        if (bucket?.Cors is not { } cors) return null;
        if (CorsRules.Find(cors, request.Origin, request.Method, request.Headers) is not { } rule)
        {
            return new CrossOriginAnswer(false)
            {
                Refusal = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessForbidden</Code><Message>CORSResponse: This CORS request is not allowed. This is usually because the evalution "
                    + "of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.</Message>"
                    + $"<Method>{(request.Method.All(char.IsAsciiLetter) ? request.Method : "")}</Method><ResourceType>{(slash < 0 || slash == request.Path.Length - 1 ? "BUCKET" : "OBJECT")}</ResourceType></Error>",
            };
        }
        var all = rule.AllowedOrigins.Contains("*");
        var headers = new Dictionary<string, string>
        {
            ["Access-Control-Allow-Origin"] = all ? "*" : request.Origin,
            ["Access-Control-Allow-Methods"] = string.Join(", ", rule.AllowedMethods),
            ["Vary"] = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
        };
        if (!all) headers["Access-Control-Allow-Credentials"] = "true";
        if (request.Headers.Count > 0) headers["Access-Control-Allow-Headers"] = string.Join(", ", request.Headers).ToLowerInvariant();
        if (rule.ExposeHeaders is { Count: > 0 } exposed) headers["Access-Control-Expose-Headers"] = string.Join(", ", exposed);
        if (rule.MaxAgeSeconds is { } age) headers["Access-Control-Max-Age"] = age.ToString(CultureInfo.InvariantCulture);
        return new CrossOriginAnswer(true) { Headers = headers };
    }
}
