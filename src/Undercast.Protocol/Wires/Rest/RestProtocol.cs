using System.Security.Cryptography;
using System.Text;

namespace Undercast.Protocol;

/// <summary>What the REST wires share: bindings, and the headers with the request's id.</summary>
internal abstract class RestProtocol : WireProtocol
{
    /// <summary>The bindings of a request; what AWS has in them and this cloud has not is refused.</summary>
    private protected HttpBoundValues Bind(OperationDescriptor operation, WireRequest request)
    {
        var values = new HttpBoundValues(operation, request, this);
        if (operation.Input.Schema.NotSupported.Length > 0) values.RefuseNotSupported();
        return values;
    }

    // The members that are no events travel in headers, so the stream needs no opening message.
    private protected void SendRestEvents(OperationDescriptor operation, object output, WireResponse response)
    {
        if (operation.Events!.Events(output) is not { } events) return;
        response.Body.ResetWrittenCount();
        response.Headers.ContentType = EventFraming.ContentType;
        response.WriteBody = (body, ct) => EventSender.SendAsync(body, null, operation.Api, events, operation.Events.Codec, this, ct);
    }

    private protected static void Identify(ApiDescriptor? api, string requestId, WireResponse response)
    {
        if (api?.Api.BareErrors == true)
        {
            response.Headers["x-amz-request-id"] = requestId;
            response.Headers["x-amz-id-2"] = HostId(requestId);
        }
        else
        {
            response.Headers["x-amzn-RequestId"] = requestId;
        }
    }

    /// <summary>The second id that such services add; opaque to clients, and here a function of the first.</summary>
    private protected static string HostId(string requestId) => Convert.ToBase64String(SHA384.HashData(Encoding.UTF8.GetBytes(requestId)));
}
