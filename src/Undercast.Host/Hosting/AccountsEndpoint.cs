using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Edge;
using Undercast.Kernel;

namespace Undercast.Host.Hosting;

/// <summary><c>GET /_undercast/accounts</c>: the default account, those for which services have rows, and those that have called since the start. On loopback only, since it needs no key.</summary>
internal sealed class AccountsEndpoint(IEnumerable<IKnownAccounts> services, CallLedger ledger, ServerStatus status) : IControlEndpoint
{
    public bool Claims(string method, string path) => method == "GET" && path == "/_undercast/accounts";

    public async Task ServeAsync(HttpContext context)
    {
        if (!status.Settings.IsLoopback)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        var accounts = new SortedSet<string>(StringComparer.Ordinal) { status.Settings.DefaultAccount };
        foreach (var service in services) accounts.UnionWith(await service.ListAsync(context.RequestAborted));
        foreach (var caller in ledger.Callers)
        {
            if (Arn.TryParse(caller, out var arn) && arn.Account.Length == 12) accounts.Add(arn.Account);
        }
        context.Response.ContentType = "application/json";
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("accounts");
            foreach (var account in accounts) json.WriteStringValue(account);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        buffer.Position = 0;
        await buffer.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
