using System.Text.Json;

namespace Undercast.ApiGateway;

/// <summary>Holds a request against its method's validator.</summary>
internal static class Validation
{
    public static void Check(Exchange exchange)
    {
        if (exchange.Method.Validator is not { } validator) return;
        // AWS: parameters come first.
        if (validator.ValidateRequestParameters == true)
        {
            var missing = (exchange.Method.Method.RequestParameters ?? new Dictionary<string, bool>())
                .Where(p => p.Value && string.IsNullOrEmpty(Expressions.Evaluate(exchange, p.Key))).Select(static p => p.Key[(p.Key.LastIndexOf('.') + 1)..]).ToList();
            if (missing.Count > 0) throw GatewayFault.BadParameters(string.Join(", ", missing));
        }
        if (validator.ValidateRequestBody != true) return;
        var type = (exchange.Header("Content-Type") ?? "application/json").Split(';')[0].Trim();
        var models = exchange.Method.Method.RequestModels;
        var model = models?.FirstOrDefault(m => m.Key.Equals(type, StringComparison.OrdinalIgnoreCase)).Value ?? models?.GetValueOrDefault("$default");
        if (model is null || exchange.Method.Schemas.Find(model) is not { } schema) return;
        try
        {
            using var document = JsonDocument.Parse(exchange.Body.IsEmpty ? "null"u8.ToArray() : exchange.Body);
            var errors = schema.Check(document.RootElement);
            if (errors.Count > 0) throw GatewayFault.BadBody($"[{string.Join(", ", errors)}]");
        }
        // A text with half of a surrogate pair cannot be read.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw GatewayFault.BadBody("[Unable to parse request body]");
        }
    }
}
