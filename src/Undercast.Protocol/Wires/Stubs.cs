namespace Undercast.Protocol;
