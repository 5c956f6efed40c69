using System.Text;
using Undercast.Kernel;

namespace Undercast.ApiGateway;

/// <summary>Responses of methods whose settings say that they are cached, until their time is over.</summary>
internal sealed class ResponseCache(Callers callers)
{
    private const int Most = 10_000;
    private const int MostBody = 1024 * 1024;
    // AWS: the smallest cache is of half a gigabyte; here all stages share this much.
    private const long MostBytes = 64 * 1024 * 1024;
    private readonly BoundedMemory<GatewayAnswer> _answers = new(Most, MostBytes, static (key, answer) => (2 * key.Length) + answer.Body.Length + 512);

    public async ValueTask<GatewayAnswer?> FindAsync(Exchange exchange)
    {
        if (!Applies(exchange)) return null;
        // AWS: max-age=0 asks for a fresh response, and gets one where no permission is wanted for that, or the caller has it.
        var refused = false;
        if (exchange.Header("Cache-Control")?.Contains("max-age=0", StringComparison.OrdinalIgnoreCase) == true)
        {
            var setting = exchange.Method.Setting!;
            if (setting.RequireAuthorizationForCacheControl != true || await callers.MayAsync(exchange, exchange.Caller ?? await SignerAsync(exchange), "execute-api:InvalidateCache", exchange.MethodArn)) return null;
            if (setting.UnauthorizedCacheControlHeaderStrategy == "FAIL_WITH_403") throw GatewayFault.Denied("User is not authorized to invalidate the cache");
            refused = setting.UnauthorizedCacheControlHeaderStrategy != "SUCCEED_WITHOUT_RESPONSE_HEADER";
        }
        if (!_answers.TryGet(KeyOf(exchange), exchange.Now, out var known)) return null;
        var answer = known.Copy();
        if (refused) answer.Set("Warning", "199 Client not authorized to invalidate cache");
        return answer;
    }

    /// <summary>Whose signature a request carries where its method wants none; whoever signs wrongly is nobody.</summary>
    private async ValueTask<Principal> SignerAsync(Exchange exchange)
    {
        try
        {
            return await callers.IdentifyAsync(exchange);
        }
        catch (CommonException)
        {
            return Principal.Anonymous;
        }
    }

    public void Keep(Exchange exchange, GatewayAnswer answer)
    {
        if (!Applies(exchange) || answer.Status != 200 || answer.Body.Length > MostBody) return;
        _answers.Put(KeyOf(exchange), answer, exchange.Now, TimeSpan.FromSeconds(exchange.Method.Setting!.CacheTtlInSeconds ?? 300));
    }

    // AWS: settings of all methods cache GET alone; those of one method cache whatever it is.
    private static bool Applies(Exchange exchange) =>
        exchange.Stage.Stage.CacheClusterEnabled == true && exchange.Method.Setting is { CachingEnabled: true, CacheTtlInSeconds: not 0 }
        && (exchange.HttpMethod == "GET" || exchange.Stage.Stage.MethodSettings?.Keys.Any(k => k.EndsWith("/" + exchange.Method.Method.HttpMethod, StringComparison.Ordinal)) == true);

    private static string KeyOf(Exchange exchange)
    {
        var (stage, method) = (exchange.Stage, exchange.Method);
        var key = new StringBuilder($"{stage.Id}\n{stage.Name}{(stage.HasOwnCache ? "*" : "")}\n{stage.Version.CacheVersion}\n{method.Integration.CacheNamespace}\n{exchange.HttpMethod}\n{method.Resource.Path}");
        foreach (var parameter in method.Integration.CacheKeyParameters ?? [])
        {
            // A key parameter is one of the method's, or of the integration's, which is mapped from one of the method's.
            var expression = parameter.StartsWith("integration.", StringComparison.Ordinal) ? method.Integration.RequestParameters?.GetValueOrDefault(parameter) : parameter;
            var value = expression is null ? null : Expressions.Evaluate(exchange, expression);
            key.Append('\n').Append(value?.Length).Append(':').Append(value);
        }
        return key.ToString();
    }
}
