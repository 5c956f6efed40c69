using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Edge;
using Undercast.Storage;

namespace Undercast.Host.Hosting;

/// <summary><c>POST /_undercast/reset</c> empties the store, or with <c>?account=</c> what belongs to one account. LocalStack's <c>/_localstack/state/reset</c> too.</summary>
internal sealed class ResetEndpoint(IStore store, IEnumerable<IAccountReset> accounts, CallLedger ledger) : IControlEndpoint
{
    public bool Claims(string method, string path) => method == "POST" && path is "/_undercast/reset" or "/_localstack/state/reset";

    public async Task ServeAsync(HttpContext context)
    {
        var account = context.Request.Query["account"].ToString();
        if (account.Length > 0 && (account.Length != 12 || !account.All(char.IsAsciiDigit)))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("{\"message\":\"account must have 12 digits\"}", context.RequestAborted);
            return;
        }
        if (account.Length == 0)
        {
            // One transaction: no reader sees half an empty store.
            await store.WriteAsync(tx => tx.DeleteRange(new KeyRange(ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty)), context.RequestAborted);
            ledger.Clear();
        }
        else
        {
            foreach (var service in accounts) await service.ResetAsync(account, context.RequestAborted);
        }
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("{\"status\":\"reset\"}", context.RequestAborted);
    }
}
