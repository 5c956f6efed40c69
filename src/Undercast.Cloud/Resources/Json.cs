using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Undercast.Cloud;

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class Json : JsonSerializerContext;
