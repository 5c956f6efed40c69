using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.Edge.Bench;

/// <summary>The least service there can be: one operation that answers its input.</summary>
internal sealed class EchoModule : IServiceModule
{
    public EchoModule()
    {
        Echo = new OperationDescriptor
        {
            Name = "Echo",
            Input = new TextCodec(),
            Output = new TextCodec(),
            Permissions = static (_, _) => [new Permission("echo:Echo", "*")],
            Invoke = static (_, input, _) => new ValueTask<object?>(input),
        };
        Descriptor = new ApiDescriptor
        {
            Api = new AwsApiAttribute("echo", "2026-01-01") { ServiceId = "Echo", TargetPrefix = "Echo", Wires = [Wire.AwsJson10] },
            Operations = new Dictionary<string, OperationDescriptor> { ["Echo"] = Echo },
        };
        typeof(OperationDescriptor).GetProperty(nameof(OperationDescriptor.Api))!.SetValue(Echo, Descriptor);
    }

    public OperationDescriptor Echo { get; }
    public ApiDescriptor Descriptor { get; }
    public string Name => "echo";
    public IReadOnlyList<ApiDescriptor> Apis => [Descriptor];
    public void Register(IServiceCollection services) => services.AddSingleton(this);
    public Type ServiceFor(ApiDescriptor api) => typeof(EchoModule);

    private sealed class TextCodec : ShapeCodec
    {
        private readonly MemberSchema _text = new() { Name = "Text", Kind = ShapeKind.String, Index = 0 };

        public override StructSchema Schema => field ??= new StructSchema("Text", _text);

        public override object Read(ref JsonShapeReader reader)
        {
            var text = "";
            reader.BeginStructure(Schema, null);
            while (reader.NextMember(Schema, out _)) text = reader.String(_text);
            return text;
        }

        public override void Write(ref JsonShapeWriter writer, object value)
        {
            writer.Json.WriteStartObject();
            writer.Json.WriteString("Text", (string)value);
            writer.Json.WriteEndObject();
        }
    }
}
