using System.Buffers;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>REST with XML bodies.</summary>
internal sealed class RestXmlProtocol : RestProtocol
{
    private const string Xml = "application/xml";

    public override Wire Wire => Wire.RestXml;

    public override WireFamily Family => WireFamily.RestXml;

    internal override string EventContentType => Xml;

    private protected override object Read(OperationDescriptor operation, WireRequest request)
    {
        var values = Bind(operation, request);
        var reader = new RestShapeReader<XmlShapeReader>(values, new XmlShapeReader(request.Body));
        return operation.Input.Read(ref reader);
    }

    public override void WriteOutput(OperationDescriptor operation, object? output, string requestId, WireResponse response)
    {
        Identify(operation.Api, requestId, response);
        response.Status = operation.Http!.Status;
        if (operation.Output is null || output is null) return;
        var answer = new HttpBoundAnswer(response);
        var schema = operation.Output.Schema;
        var xml = new XmlShapeWriter(response.Body, operation.Api.Api.XmlNamespace);
        var writer = new RestShapeWriter<XmlShapeWriter>(answer, xml);
        if (schema.Payload is null && schema.HasAnswerBody) writer.Body.Raw(XmlBodies.Declaration);
        operation.Output.Write(ref writer, output);
        if (operation.Events is not null) SendRestEvents(operation, output, response);
        if (response.Body.WrittenCount > 0) answer.Default(Xml);
    }

    public override void WriteError(ApiDescriptor? api, AwsException error, string requestId, WireResponse response)
    {
        var code = ErrorCodes.Of(error, api, Family);
        response.Status = code.Status;
        Identify(api, requestId, response);
        response.Headers.ContentType = Xml;
        var answer = new HttpBoundAnswer(response);
        var writer = new XmlShapeWriter(response.Body);
        if (api?.Api.BareErrors != true)
        {
            XmlBodies.WriteErrorResponse(ref writer, code, api, error, requestId, answer);
            return;
        }
        writer.Raw(XmlBodies.Declaration);
        XmlBodies.WriteError(ref writer, code, api, error, answer, withType: false);
        writer.Element("RequestId", requestId);
        writer.Element("HostId", HostId(requestId));
        writer.Close("Error");
    }

    internal override object ReadEvent(ShapeCodec union, EventBoundValues values)
    {
        var reader = new RestShapeReader<XmlShapeReader>(values, new XmlShapeReader(values.Body));
        return union.Read(ref reader);
    }

    internal override void WriteEvent(ShapeCodec union, object value, EventBoundAnswer answer, IBufferWriter<byte> payload)
    {
        var writer = new RestShapeWriter<XmlShapeWriter>(answer, new XmlShapeWriter(payload));
        union.Write(ref writer, value);
    }

    internal override void WriteEventError(ApiDescriptor api, AwsException error, IBufferWriter<byte> payload)
    {
        var writer = new XmlShapeWriter(payload);
        XmlBodies.WriteError(ref writer, ErrorCodes.Of(error, api, Family), api, error, null, withType: false);
        writer.Close("Error");
    }
}
